# Everything: secrets under a key of your own, a separate credential for GitHub, Slack, alarms by mail, and GitHub
# workflows that call the API with their OIDC token.

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

resource "aws_kms_key" "secrets" {
  description             = "The secrets of ccat-pat."
  deletion_window_in_days = 30
  enable_key_rotation     = true
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
  kms_key_id  = aws_kms_key.secrets.arn
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
  source = "../.."

  name         = "ccat-pat"
  function_zip = var.function_zip
  runtime      = "java21"
  architecture = "arm64"
  memory_mb    = 1024
  # Called once a night, and by a workflow now and then: nobody would keep the snapshots warm.
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
  secrets_kms_key_arns     = [aws_kms_key.secrets.arn]

  audit_schedule        = "cron(0 3 * * ? *)"
  time_zone             = "Europe/Berlin"
  rotate_on_new_version = true

  # One workflow environment of one repository; with these audiences alone, any repository on GitHub could call.
  api_jwt = {
    issuer    = "https://token.actions.githubusercontent.com"
    audiences = ["ccat-pat"]
    subjects  = ["repo:ccatobs/system-integration:environment:token-rotation"]
  }
  api_throttle = { rate = 2, burst = 5 }

  log_retention_days        = 180
  alarm_topic_arn           = aws_sns_topic.alarms.arn
  table_deletion_protection = true
}
