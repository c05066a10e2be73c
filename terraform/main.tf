# The parts that hold something or run something: the secret, the table, the functions and the nightly schedule.

data "aws_caller_identity" "this" {}

data "aws_region" "this" {}

data "aws_partition" "this" {}

locals {
  # Every account has it.
  schedule_group = "default"
  # In seconds. Lambda ends a function after 900, API Gateway a request after 30.
  timeouts = { audit = 900, rotate = 900, api = 29 }

  # The time a slice needs after its budget: calls under way, the settle window (two minutes), the report.
  finishing_seconds = 180
  slice_seconds     = local.timeouts.rotate - local.finishing_seconds

  token_secret_arn = var.create_token_secret ? aws_secretsmanager_secret.token[0].arn : var.token_secret_arn
  secret_arns = compact([
    local.token_secret_arn,
    var.github_secret_arn,
    try(var.github_app.private_key_secret_arn, null),
    var.slack_webhook_secret_arn,
  ])

  # Known before the state machine, which needs the functions that are told of it.
  state_machine_arn = "arn:${data.aws_partition.this.partition}:states:${data.aws_region.this.id}:${data.aws_caller_identity.this.account_id}:stateMachine:${var.name}-rotation"

  # The settings of every function. Optional ones are left out, never empty.
  settings = merge(var.environment, local.accepted, { for key, value in {
    CCAT_PAT_AWS_ROTATE_ON_NEW_VERSION        = tostring(var.rotate_on_new_version)
    CCAT_PAT_AWS_STATE_MACHINE                = local.state_machine_arn
    CCAT_PAT_GRAPH                            = var.graph
    CCAT_PAT_GITHUB_APP_CLIENT_ID             = try(var.github_app.client_id, null)
    CCAT_PAT_GITHUB_APP_INSTALLATION_ID       = try(tostring(var.github_app.installation_id), null)
    CCAT_PAT_GITHUB_APP_KMS_KEY_ID            = try(var.github_app.kms_key_arn, null)
    CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID = try(var.github_app.private_key_secret_arn, null)
    CCAT_PAT_GITHUB_SECRET_ID                 = var.github_secret_arn
    CCAT_PAT_ORCHESTRATOR                     = var.orchestrator
    CCAT_PAT_ORGANIZATION                     = var.organization
    CCAT_PAT_OWNERS                           = length(var.owners) > 0 ? join(",", var.owners) : null
    CCAT_PAT_ROTATION_SLICE                   = "PT${local.slice_seconds}S"
    CCAT_PAT_SECRET                           = var.actions_secret
    CCAT_PAT_SLACK_RUNBOOK_URL                = var.runbook_url
    CCAT_PAT_SLACK_WEBHOOK_SECRET_ID          = var.slack_webhook_secret_arn
    CCAT_PAT_STORE_TABLE                      = aws_dynamodb_table.this.name
    CCAT_PAT_TOKEN_ACCEPT_NO_EXPIRY           = var.accept_no_expiry ? "true" : null
    CCAT_PAT_TOKEN_JSON_KEY                   = var.token_json_key
    CCAT_PAT_TOKEN_SECRET_ID                  = local.token_secret_arn
    GITHUB_API_URL                            = var.github_api_url
    QUARKUS_LOG_CONSOLE_JSON_ENABLED          = tostring(var.log_format == "JSON")
  } : key => value if value != null })

  workers = {
    audit  = "Audits the secret in every repository of the graph, and reports."
    rotate = "One slice of a rotation: hands the token to as many repositories as its time allows."
  }
}

# --- The token's secret, when it does not exist yet. A person stores its value; this module never reads it.

resource "aws_secretsmanager_secret" "token" {
  count = var.create_token_secret ? 1 : 0

  name                    = "${var.name}/token"
  description             = "The token that ccat-pat hands to every repository as ${var.actions_secret}."
  recovery_window_in_days = var.recovery_window_in_days
  kms_key_id              = var.kms_key_arn
  tags                    = var.tags
}

# --- The table: what was written, where and when. It holds fingerprints, never a token.

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.table_deletion_protection
  tags                        = var.tags

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  # With your own key or the account's for DynamoDB; CloudTrail shows the use of both.
  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}

# --- The functions: one zip, told apart by one variable.

resource "aws_cloudwatch_log_group" "function" {
  for_each = local.timeouts

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "worker" {
  for_each = local.workers

  function_name    = "${var.name}-${each.key}"
  description      = each.value
  role             = aws_iam_role.function[each.key].arn
  filename         = var.function_zip
  source_code_hash = filebase64sha256(var.function_zip)
  handler          = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory_mb
  timeout          = local.timeouts[each.key]
  publish          = true
  kms_key_arn      = var.kms_key_arn
  tags             = var.tags

  # -1 reserves nothing.
  reserved_concurrent_executions = lookup(var.reserved_concurrency, each.key, -1)

  logging_config {
    log_format = var.log_format
  }

  dynamic "tracing_config" {
    for_each = var.tracing ? [1] : []

    content {
      mode = "Active"
    }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []

    content {
      apply_on = "PublishedVersions"
    }
  }

  environment {
    variables = merge(local.settings, { QUARKUS_FUNQY_EXPORT = each.key })
  }

  lifecycle {
    precondition {
      condition     = local.settings_length <= local.longest_settings
      error_message = "environment and exceptions are too long: ${local.settings_length} bytes with the other settings, and Lambda takes ${local.longest_settings} of them. Shorten the reasons, or give fewer."
    }
  }

  depends_on = [aws_iam_role_policy.worker]
}

resource "aws_lambda_alias" "worker" {
  for_each = local.workers

  name             = "live"
  description      = "The release that the schedule, the state machine and the API call."
  function_name    = aws_lambda_function.worker[each.key].function_name
  function_version = aws_lambda_function.worker[each.key].version
}

resource "aws_lambda_function" "api" {
  function_name    = "${var.name}-api"
  description      = "Starts rotations and audits, and answers questions about them."
  role             = aws_iam_role.function["api"].arn
  filename         = var.function_zip
  source_code_hash = filebase64sha256(var.function_zip)
  handler          = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory_mb
  timeout          = local.timeouts.api
  publish          = true
  kms_key_arn      = var.kms_key_arn
  tags             = var.tags

  # -1 reserves nothing.
  reserved_concurrent_executions = lookup(var.reserved_concurrency, "api", -1)

  logging_config {
    log_format = var.log_format
  }

  dynamic "tracing_config" {
    for_each = var.tracing ? [1] : []

    content {
      mode = "Active"
    }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []

    content {
      apply_on = "PublishedVersions"
    }
  }

  environment {
    variables = merge(
      local.settings,
      {
        CCAT_PAT_AWS_AUDIT_FUNCTION = aws_lambda_alias.worker["audit"].arn
        QUARKUS_FUNQY_EXPORT        = "api"
      },
      var.api_jwt == null ? {} : { CCAT_PAT_HTTP_JWT_SUBJECTS = join(",", var.api_jwt.subjects) }
    )
  }

  depends_on = [aws_iam_role_policy.api]
}

resource "aws_lambda_alias" "api" {
  name             = "live"
  description      = "The release that API Gateway calls."
  function_name    = aws_lambda_function.api.function_name
  function_version = aws_lambda_function.api.version
}

# --- The schedule. An event that could not be delivered, or failed twice, waits in the queue and raises an alarm.

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_scheduler_schedule" "audit" {
  name                         = "${var.name}-audit"
  group_name                   = local.schedule_group
  description                  = "The nightly audit."
  schedule_expression          = var.audit_schedule
  schedule_expression_timezone = var.time_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.worker["audit"].arn
    role_arn = aws_iam_role.schedule.arn
    input    = "{}"

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 5
    }
  }

  depends_on = [aws_iam_role_policy.schedule]
}

resource "aws_lambda_function_event_invoke_config" "audit" {
  function_name                = aws_lambda_function.worker["audit"].function_name
  qualifier                    = aws_lambda_alias.worker["audit"].name
  maximum_event_age_in_seconds = 3600
  maximum_retry_attempts       = 1

  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead_letters.arn
    }
  }
}
