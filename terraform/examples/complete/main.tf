# Everything under a key of your own, a separate credential for GitHub, Slack, alarms by mail. GitHub workflows call the API
# with their OIDC token; people, who have none, begin rotations and audits with the AWS command line.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { Project = "ccat-pat" }
  }
}

data "aws_caller_identity" "this" {}

data "aws_iam_policy_document" "key" {
  # Leaves it to IAM who may use the key, and to this account who may manage it.
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.this.account_id}:root"]
    }
  }

  # CloudWatch encrypts log groups by the leave of the key, not by that of a role.
  statement {
    sid       = "Logs"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:${var.region}:${data.aws_caller_identity.this.account_id}:log-group:*"]
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "The secrets, records and logs of ccat-pat."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
}

# Made empty; a person puts the values there with aws secretsmanager put-secret-value.
resource "aws_secretsmanager_secret" "this" {
  for_each = {
    token         = "The token that every repository gets as GH_PAT."
    github        = "The credential that reads and writes the secrets on GitHub."
    slack-webhook = "The URL of the Slack app's incoming webhook."
  }

  name        = "ccat/${each.key}"
  description = each.value
  kms_key_id  = aws_kms_key.this.arn
}

resource "aws_sns_topic" "alarms" {
  name = "ccat-pat-alarms"
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

module "ccat_pat" {
  # Outside of this repository: github.com/ccatobs/ccat-pat//terraform?ref=v0.1.0
  source = "../.."

  name         = "ccat-pat"
  function_zip = var.function_zip
  runtime      = "java21"
  architecture = "arm64"
  memory_mb    = 1024
  # Called once a night, and by a workflow now and then: too rarely to keep the snapshots warm.
  snap_start = false

  graph          = "github:ccatobs/system-integration:ci/dependency-graph.yml@main"
  organization   = "ccatobs"
  orchestrator   = "system-integration"
  actions_secret = "GH_PAT"

  create_token_secret      = false
  token_secret_arn         = aws_secretsmanager_secret.this["token"].arn
  token_json_key           = "token"
  github_secret_arn        = aws_secretsmanager_secret.this["github"].arn
  slack_webhook_secret_arn = aws_secretsmanager_secret.this["slack-webhook"].arn
  secrets_kms_key_arns     = [aws_kms_key.this.arn]
  kms_key_arn              = aws_kms_key.this.arn

  # Both end by themselves: the exceptions on their day, and the settings when they are taken out here.
  exceptions = {
    "ops-db-ui" = { reason = "moves to another organisation", until = "2027-12-31" }
  }
  environment = { CCAT_PAT_TOKEN_MINIMUM_LIFE = "P14D" }

  audit_schedule        = "cron(0 3 * * ? *)"
  time_zone             = "Europe/Berlin"
  rotate_on_new_version = var.rotate_on_new_version

  # One workflow environment of one repository; with these audiences alone, any repository on GitHub could call.
  api_jwt = {
    issuer    = "https://token.actions.githubusercontent.com"
    audiences = ["ccat-pat"]
    subjects  = ["repo:ccatobs/system-integration:environment:token-rotation"]
  }
  api_throttle = { rate = 2, burst = 5 }

  log_format                = "JSON"
  log_retention_days        = 365
  state_machine_log_level   = "ERROR"
  tracing                   = true
  alarm_topic_arn           = aws_sns_topic.alarms.arn
  token_expiry_alarm_days   = 14
  table_deletion_protection = true

  tags = { Team = "operations" }
}

# Attach it to the role that your operators sign in with.
data "aws_iam_policy_document" "operator" {
  # Puts a new token into its secret, and checks it there.
  statement {
    sid       = "KeepToken"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
    resources = [module.ccat_pat.token_secret_arn]
  }

  # Does so under the key, through Secrets Manager, and reads the table through DynamoDB.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.this.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["dynamodb.${var.region}.amazonaws.com", "secretsmanager.${var.region}.amazonaws.com"]
    }
  }

  # Begins a rotation: aws stepfunctions start-execution.
  statement {
    sid       = "StartRotation"
    actions   = ["states:StartExecution"]
    resources = [module.ccat_pat.state_machine_arn]
  }

  # Begins an audit: aws lambda invoke.
  statement {
    sid       = "StartAudit"
    actions   = ["lambda:InvokeFunction"]
    resources = [module.ccat_pat.audit_function_arn]
  }

  # Looks at both: ccat pat audits, ccat pat rotations.
  statement {
    sid       = "ReadRecords"
    actions   = ["dynamodb:GetItem", "dynamodb:Query"]
    resources = [module.ccat_pat.table_arn]
  }
}

resource "aws_iam_policy" "operator" {
  name        = "ccat-pat-operator"
  description = "Rotates and audits by hand."
  policy      = data.aws_iam_policy_document.operator.json
}
