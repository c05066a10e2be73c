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

  depends_on = [aws_iam_role_policy.rotation]
}

resource "aws_cloudwatch_event_rule" "new_version" {
  count = var.rotate_on_new_version ? 1 : 0

  name        = local.new_version_rule
  description = "A new version of the token's secret has become the current one."

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
