# Alarms and a small dashboard over the metrics that the functions write into their logs.

locals {
  metrics       = "CcatPat"
  of_the_secret = { Secret = var.actions_secret }
  alarm_actions = compact([var.alarm_topic_arn])
}

resource "aws_cloudwatch_metric_alarm" "audit_failed" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-audit-failed"
  alarm_description   = "An audit could not look at anything, or not at everything. docs/runbook.md, audit-failed."
  namespace           = local.metrics
  metric_name         = "AuditFailed"
  dimensions          = local.of_the_secret
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# 26 periods of an hour: CloudWatch looks back seven days at most, and only one with periods shorter than an hour.
resource "aws_cloudwatch_metric_alarm" "audit_missing" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-audit-missing"
  alarm_description   = "No audit has been completed for 26 hours. docs/runbook.md, audit-missing."
  namespace           = local.metrics
  metric_name         = "AuditCompleted"
  dimensions          = local.of_the_secret
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 26
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# A function that was killed writes no metric, but its execution fails: so both count.
resource "aws_cloudwatch_metric_alarm" "rotation_stopped" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-rotation-stopped"
  alarm_description   = "A rotation ended before every repository was updated. docs/runbook.md, rotation-stopped."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags

  metric_query {
    id          = "ended"
    expression  = "FILL(stopped, 0) + FILL(failed, 0) + FILL(outlived, 0)"
    label       = "Rotations that ended early"
    return_data = true
  }

  metric_query {
    id = "stopped"

    metric {
      namespace   = local.metrics
      metric_name = "RotationStopped"
      dimensions  = local.of_the_secret
      stat        = "Sum"
      period      = 3600
    }
  }

  metric_query {
    id = "failed"

    metric {
      namespace   = "AWS/States"
      metric_name = "ExecutionsFailed"
      dimensions  = { StateMachineArn = aws_sfn_state_machine.rotation.arn }
      stat        = "Sum"
      period      = 3600
    }
  }

  metric_query {
    id = "outlived"

    metric {
      namespace   = "AWS/States"
      metric_name = "ExecutionsTimedOut"
      dimensions  = { StateMachineArn = aws_sfn_state_machine.rotation.arn }
      stat        = "Sum"
      period      = 3600
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-dead-letters"
  alarm_description   = "An audit or a rotation could not be begun, or an audit failed twice. docs/runbook.md, dead-letters."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# Reported once a day; between two audits, and for a token that never expires, the alarm stays as it is.
resource "aws_cloudwatch_metric_alarm" "token_expiring" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-token-expiring"
  alarm_description   = "The token expires within ${var.token_expiry_alarm_days} days. docs/runbook.md, token-expiring."
  namespace           = local.metrics
  metric_name         = "DaysToExpiry"
  dimensions          = local.of_the_secret
  statistic           = "Minimum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = var.token_expiry_alarm_days
  treat_missing_data  = "ignore"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# The credential that reads need not be the token; its end stops audits, not workflows.
resource "aws_cloudwatch_metric_alarm" "credential_expiring" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-credential-expiring"
  alarm_description   = "The credential that audits read with expires within ${var.token_expiry_alarm_days} days. docs/runbook.md, credential-expiring."
  namespace           = local.metrics
  metric_name         = "DaysToCredentialExpiry"
  dimensions          = local.of_the_secret
  statistic           = "Minimum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = var.token_expiry_alarm_days
  treat_missing_data  = "ignore"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# No alarm covers an expiry date that no source reports: token-expiring covers known dates alone.
resource "aws_cloudwatch_metric_alarm" "token_end_unknown" {
  count = var.create_alarms ? 1 : 0

  alarm_name          = "${var.name}-token-end-unknown"
  alarm_description   = "It is unknown when the token expires. docs/runbook.md, token-end-unknown."
  namespace           = local.metrics
  metric_name         = "TokenExpiryUnknown"
  dimensions          = local.of_the_secret
  statistic           = "Maximum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "ignore"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.create_dashboard ? 1 : 0

  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for position, widget in [
        { title = "Repositories", stat = "Maximum", period = 86400, metrics = ["Present", "Missing", "Unreadable"] },
        { title = "Audits", stat = "Sum", period = 86400, metrics = ["AuditCompleted", "AuditFailed"] },
        { title = "Rotations", stat = "Sum", period = 86400, metrics = ["RotationComplete", "RotationStopped"] },
        { title = "Repositories that a rotation has left", stat = "Maximum", period = 300, metrics = ["RepositoriesPending"] },
        { title = "Days until the token and the credential expire", stat = "Minimum", period = 86400, metrics = ["DaysToExpiry", "DaysToCredentialExpiry"] },
        ] : {
        type   = "metric"
        x      = position % 2 * 12
        y      = floor(position / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          region  = data.aws_region.this.id
          stat    = widget.stat
          period  = widget.period
          metrics = [for metric in widget.metrics : [local.metrics, metric, "Secret", var.actions_secret]]
        }
      }
    ]
  })
}
