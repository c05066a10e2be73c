# One role for each function and one for each service that calls; one statement for each need. docs/permissions.md lists
# them; a test keeps the two the same.

locals {
  table_arn      = aws_dynamodb_table.this.arn
  execution_arns = "${replace(aws_sfn_state_machine.rotation.arn, ":stateMachine:", ":execution:")}:*"

  # Through which service a role may use a key.
  kms_through = { for service in ["dynamodb", "secretsmanager"] : service => "${service}.${data.aws_region.this.id}.amazonaws.com" }
  # The secret that is made here has the key of everything that is made here.
  secrets_kms_key_arns = setunion(var.secrets_kms_key_arns, compact([var.create_token_secret ? var.kms_key_arn : null]))
  # The key of the table and of the functions' environment.
  stack_kms_key_arns = compact([var.kms_key_arn])

  # Known before the functions, whose roles come first.
  function_arns = { for key in keys(local.timeouts) : key => "arn:${data.aws_partition.this.partition}:lambda:${data.aws_region.this.id}:${data.aws_caller_identity.this.account_id}:function:${var.name}-${key}" }

  # Which AWS service takes which role, and what it then says it acts for. The scheduler names the group of a schedule,
  # never the schedule. The names are written out, since each of these needs its role before it exists itself.
  service_roles = { schedule = "scheduler", rotation = "states", new_version = "events" }
  service_sources = {
    schedule    = "schedule-group/${local.schedule_group}"
    rotation    = "stateMachine:${local.state_machine}"
    new_version = "rule/${local.new_version_rule}"
  }
}

# --- The functions

data "aws_iam_policy_document" "function_trust" {
  statement {
    sid     = "LambdaRunsIt"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  for_each = local.timeouts

  name                 = "${var.name}-${each.key}"
  description          = "The function ${var.name}-${each.key}."
  assume_role_policy   = data.aws_iam_policy_document.function_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

# audit and rotate: the same needs, but that only audit is invoked asynchronously.
data "aws_iam_policy_document" "worker" {
  for_each = local.workers

  # Writes its log. The streams of one group have no ARN but with a wildcard.
  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function[each.key].arn}:*"]
  }

  # Remembers rotations and audits. A transaction is allowed by its parts, PutItem and ConditionCheckItem.
  statement {
    sid       = "Remember"
    actions   = ["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [local.table_arn]
  }

  # Reads the token, the credential for GitHub or the App's private key, and the webhook's URL, inside the invocation.
  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = local.secret_arns
  }

  # Signs for the GitHub App with its key in KMS, by the one algorithm that GitHub takes.
  dynamic "statement" {
    for_each = compact([try(var.github_app.kms_key_arn, null)])

    content {
      sid       = "SignForApp"
      actions   = ["kms:Sign"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:SigningAlgorithm"
        values   = ["RSASSA_PKCS1_V1_5_SHA_256"]
      }
    }
  }

  # Decrypts those secrets where a key of your own encrypts them, and only through Secrets Manager.
  dynamic "statement" {
    for_each = length(local.secrets_kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "DecryptSecrets"
      actions   = ["kms:Decrypt"]
      resources = local.secrets_kms_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.kms_through.secretsmanager]
      }
    }
  }

  # Decrypts the table where a key of your own encrypts it, and only through DynamoDB.
  dynamic "statement" {
    for_each = local.stack_kms_key_arns

    content {
      sid       = "DecryptTable"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.kms_through.dynamodb]
      }
    }
  }

  # Decrypts its own environment where a key of your own encrypts it; the leave that Lambda asks for itself ends when the role is made anew.
  dynamic "statement" {
    for_each = local.stack_kms_key_arns

    content {
      sid       = "DecryptEnvironment"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:EncryptionContext:aws:lambda:FunctionArn"
        values   = [local.function_arns[each.key]]
      }
    }
  }

  # Sends traces to X-Ray, which has no ARNs to name.
  dynamic "statement" {
    for_each = var.tracing ? [1] : []

    content {
      sid       = "Trace"
      actions   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      resources = ["*"]
    }
  }

  # Leaves what failed twice where an alarm sees it; Lambda does so with this role.
  dynamic "statement" {
    for_each = each.key == "audit" ? [1] : []

    content {
      sid       = "LeaveDeadLetters"
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.dead_letters.arn]
    }
  }
}

resource "aws_iam_role_policy" "worker" {
  for_each = local.workers

  name   = "needs"
  role   = aws_iam_role.function[each.key].id
  policy = data.aws_iam_policy_document.worker[each.key].json
}

data "aws_iam_policy_document" "api" {
  # Writes its log. The streams of one group have no ARN but with a wildcard.
  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function["api"].arn}:*"]
  }

  # Answers questions about rotations and audits, and enters a rotation that it was asked for. A transaction is allowed by its parts, PutItem and ConditionCheckItem.
  statement {
    sid       = "Remember"
    actions   = ["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [local.table_arn]
  }

  # Finds the version that a stage names, and by the token's fingerprint the rotation that there may be already.
  statement {
    sid       = "ReadToken"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [local.token_secret_arn]
  }

  # Decrypts the token where a key of your own encrypts it, and only through Secrets Manager.
  dynamic "statement" {
    for_each = length(local.secrets_kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "DecryptToken"
      actions   = ["kms:Decrypt"]
      resources = local.secrets_kms_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.kms_through.secretsmanager]
      }
    }
  }

  # Decrypts the table where a key of your own encrypts it, and only through DynamoDB.
  dynamic "statement" {
    for_each = local.stack_kms_key_arns

    content {
      sid       = "DecryptTable"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.kms_through.dynamodb]
      }
    }
  }

  # Decrypts its own environment where a key of your own encrypts it; the leave that Lambda asks for itself ends when the role is made anew.
  dynamic "statement" {
    for_each = local.stack_kms_key_arns

    content {
      sid       = "DecryptEnvironment"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:EncryptionContext:aws:lambda:FunctionArn"
        values   = [local.function_arns.api]
      }
    }
  }

  # Sends traces to X-Ray, which has no ARNs to name.
  dynamic "statement" {
    for_each = var.tracing ? [1] : []

    content {
      sid       = "Trace"
      actions   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      resources = ["*"]
    }
  }

  # Begins or continues a rotation.
  statement {
    sid       = "StartRotation"
    actions   = ["states:StartExecution"]
    resources = [aws_sfn_state_machine.rotation.arn]
  }

  # Tells a rotation that is under way from one that has ended. Executions have no ARN before they are, hence the wildcard.
  statement {
    sid       = "SeeRotation"
    actions   = ["states:DescribeExecution"]
    resources = [local.execution_arns]
  }

  # Begins an audit, and does not wait for it.
  statement {
    sid       = "StartAudit"
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_alias.worker["audit"].arn]
  }
}

resource "aws_iam_role_policy" "api" {
  name   = "needs"
  role   = aws_iam_role.function["api"].id
  policy = data.aws_iam_policy_document.api.json
}

# --- The roles of your own that store the token. No role of this module writes a secret.

data "aws_iam_policy_document" "token_writer" {
  # Reads what a new token replaces, stores it, and makes a token that waits the current one.
  statement {
    sid       = "KeepToken"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
    resources = [local.token_secret_arn]
  }

  # Encrypts and decrypts the token where a key of your own encrypts it, and only through Secrets Manager.
  dynamic "statement" {
    for_each = length(local.secrets_kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "EncryptToken"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = local.secrets_kms_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.kms_through.secretsmanager]
      }
    }
  }
}

resource "aws_iam_role_policy" "token_writer" {
  for_each = var.token_writer_role_names

  name   = "${var.name}-token-writer"
  role   = each.value
  policy = data.aws_iam_policy_document.token_writer.json
}

# --- The services that call: each only for this account and for the one resource that needs the role, so that another
# schedule, state machine or rule, of this account or of another, cannot borrow it.

data "aws_iam_policy_document" "service_trust" {
  for_each = local.service_roles

  statement {
    sid     = "ServiceCallsForItsResource"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.this.account_id]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.this.partition}:${each.value}:${data.aws_region.this.id}:${data.aws_caller_identity.this.account_id}:${local.service_sources[each.key]}"]
    }
  }
}

resource "aws_iam_role" "schedule" {
  name                 = "${var.name}-schedule"
  description          = "EventBridge Scheduler, which begins the nightly audit."
  assume_role_policy   = data.aws_iam_policy_document.service_trust["schedule"].json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "schedule" {
  # Begins the nightly audit.
  statement {
    sid       = "StartAudit"
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_alias.worker["audit"].arn]
  }

  # Leaves an audit that could not be begun where an alarm sees it.
  statement {
    sid       = "LeaveDeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letters.arn]
  }
}

resource "aws_iam_role_policy" "schedule" {
  name   = "needs"
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}

resource "aws_iam_role" "rotation" {
  name                 = "${var.name}-rotation"
  description          = "The state machine of rotations."
  assume_role_policy   = data.aws_iam_policy_document.service_trust["rotation"].json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "rotation" {
  # Runs one slice after another.
  statement {
    sid       = "RunSlice"
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_alias.worker["rotate"].arn]
  }

  # Has its log delivered. AWS names no resource for that.
  dynamic "statement" {
    for_each = aws_cloudwatch_log_group.rotation

    content {
      sid = "DeliverLog"
      actions = [
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
      ]
      resources = ["*"]
    }
  }

  # Sends traces to X-Ray, which has no ARNs to name.
  dynamic "statement" {
    for_each = var.tracing ? [1] : []

    content {
      sid       = "Trace"
      actions   = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      resources = ["*"]
    }
  }
}

resource "aws_iam_role_policy" "rotation" {
  name   = "needs"
  role   = aws_iam_role.rotation.id
  policy = data.aws_iam_policy_document.rotation.json
}

resource "aws_iam_role" "new_version" {
  count = var.rotate_on_new_version ? 1 : 0

  name                 = "${var.name}-new-version"
  description          = "EventBridge, which begins a rotation when the token's secret has a new version."
  assume_role_policy   = data.aws_iam_policy_document.service_trust["new_version"].json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "new_version" {
  # Begins a rotation of the new version.
  statement {
    sid       = "StartRotation"
    actions   = ["states:StartExecution"]
    resources = [aws_sfn_state_machine.rotation.arn]
  }
}

resource "aws_iam_role_policy" "new_version" {
  count = var.rotate_on_new_version ? 1 : 0

  name   = "needs"
  role   = aws_iam_role.new_version[0].id
  policy = data.aws_iam_policy_document.new_version.json
}

# EventBridge sends dead letters by the queue's policy, not by a role's.
data "aws_iam_policy_document" "dead_letters" {
  count = var.rotate_on_new_version ? 1 : 0

  # Leaves an event that could not begin a rotation where an alarm sees it.
  statement {
    sid       = "EventsLeaveDeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letters.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.new_version[0].arn]
    }
  }
}

resource "aws_sqs_queue_policy" "dead_letters" {
  count = var.rotate_on_new_version ? 1 : 0

  queue_url = aws_sqs_queue.dead_letters.id
  policy    = data.aws_iam_policy_document.dead_letters[0].json
}
