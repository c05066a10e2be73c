# The rotation: a state machine that calls one slice after another, and the event that begins it.

locals {
  new_version_rule = "${var.name}-new-version"
  state_machine    = "${var.name}-rotation"
}

resource "aws_sfn_state_machine" "rotation" {
  name     = local.state_machine
  type     = "STANDARD"
  role_arn = aws_iam_role.rotation.arn

  definition = templatefile("${path.module}/rotation.asl.json.tftpl", {
    rotate_function_arn = aws_lambda_alias.worker["rotate"].arn
  })

  dynamic "logging_configuration" {
    for_each = aws_cloudwatch_log_group.rotation

    content {
      level = var.state_machine_log_level
      # Versions, states and counts: a slice is told of no token and says none.
      include_execution_data = true
      log_destination        = "${logging_configuration.value.arn}:*"
    }
  }

  dynamic "tracing_configuration" {
    for_each = var.tracing ? [1] : []

    content {
      enabled = true
    }
  }

  tags = var.tags

  depends_on = [aws_iam_role_policy.rotation]
}

# Under vendedlogs, for which the account's policy of log delivery needs no entry of its own.
resource "aws_cloudwatch_log_group" "rotation" {
  count = var.state_machine_log_level == "OFF" ? 0 : 1

  name              = "/aws/vendedlogs/states/${local.state_machine}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_cloudwatch_event_rule" "new_version" {
  count = var.rotate_on_new_version ? 1 : 0

  name        = local.new_version_rule
  description = "A new version of the token's secret has become the current one."
  tags        = var.tags

  event_pattern = jsonencode({
    source        = ["aws.secretsmanager"]
    "detail-type" = ["Secret Label Updated"]
    resources     = [local.token_secret_arn]
    detail        = { labelUpdated = ["AWSCURRENT"] }
  })
}

resource "aws_cloudwatch_event_target" "rotation" {
  count = var.rotate_on_new_version ? 1 : 0

  rule      = aws_cloudwatch_event_rule.new_version[0].name
  target_id = "rotation"
  arn       = aws_sfn_state_machine.rotation.arn
  role_arn  = aws_iam_role.new_version[0].arn

  # EventBridge puts the quotes around a text itself.
  input_transformer {
    input_paths    = { version = "$.detail.versionId" }
    input_template = "{\"versionId\":<version>,\"startedBy\":\"secretsmanager\"}"
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 5
  }

  depends_on = [aws_iam_role_policy.new_version]
}
