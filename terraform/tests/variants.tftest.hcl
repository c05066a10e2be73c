# The module with everything that is optional, and with what can be left out left out.

mock_provider "aws" {
  source = "./tests/aws"
}

override_resource {
  target = aws_lambda_alias.worker["audit"]
  values = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-audit:live" }
}

override_resource {
  target = aws_lambda_alias.worker["rotate"]
  values = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-rotate:live" }
}

variables {
  function_zip = "tests/function.zip"
  graph        = "github:ccatobs/system-integration:ci/dependency-graph.yml@main"
}

run "uses_the_secrets_that_there_are" {
  variables {
    create_token_secret      = false
    token_secret_arn         = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/token-AbCdEf"
    token_json_key           = "token"
    github_secret_arn        = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/github-GhIjKl"
    slack_webhook_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/slack-MnOpQr"
    secrets_kms_key_arns     = ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
    github_api_url           = "https://github.example.org/api/v3"
  }

  assert {
    condition     = length(aws_secretsmanager_secret.token) == 0 && output.token_secret_arn == var.token_secret_arn
    error_message = "No secret is made when there is one."
  }

  assert {
    condition = {
      for key, value in aws_lambda_function.worker["rotate"].environment[0].variables : key => value
      if contains(["CCAT_PAT_TOKEN_SECRET_ID", "CCAT_PAT_TOKEN_JSON_KEY", "CCAT_PAT_GITHUB_SECRET_ID", "CCAT_PAT_SLACK_WEBHOOK_SECRET_ID", "GITHUB_API_URL"], key)
      } == {
      CCAT_PAT_TOKEN_SECRET_ID         = var.token_secret_arn
      CCAT_PAT_TOKEN_JSON_KEY          = "token"
      CCAT_PAT_GITHUB_SECRET_ID        = var.github_secret_arn
      CCAT_PAT_SLACK_WEBHOOK_SECRET_ID = var.slack_webhook_secret_arn
      GITHUB_API_URL                   = "https://github.example.org/api/v3"
    }
    error_message = "The functions are told which secrets there are, and where GitHub is."
  }

  assert {
    condition = alltrue([
      for document in values(data.aws_iam_policy_document.worker) : toset(one([
        for statement in document.statement : statement.resources if statement.sid == "ReadSecrets"
      ])) == toset([var.token_secret_arn, var.github_secret_arn, var.slack_webhook_secret_arn])
    ])
    error_message = "audit and rotate read these secrets and no others."
  }

  assert {
    condition = toset(one([
      for statement in data.aws_iam_policy_document.api.statement : statement.resources if statement.sid == "ReadToken"
    ])) == toset([var.token_secret_arn])
    error_message = "api reads the token and no other secret."
  }

  assert {
    condition = alltrue([
      for document in concat(values(data.aws_iam_policy_document.worker), [data.aws_iam_policy_document.api]) : alltrue([
        for statement in document.statement : (
          statement.actions == toset(["kms:Decrypt"])
          && statement.resources == var.secrets_kms_key_arns
          && one(statement.condition).variable == "kms:ViaService"
          && one(statement.condition).values == tolist(["secretsmanager.eu-central-1.amazonaws.com"])
        ) if startswith(statement.sid, "Decrypt")
        ]) && length([
        for statement in document.statement : statement if startswith(statement.sid, "Decrypt")
      ]) == 1
    ])
    error_message = "A key of one's own decrypts through Secrets Manager alone."
  }
}

run "lets_in_whom_the_jwt_names" {
  variables {
    api_jwt = {
      issuer    = "https://token.actions.githubusercontent.com"
      audiences = ["ccat-pat"]
      subjects  = ["repo:ccatobs/system-integration:environment:token-rotation", "repo:ccatobs/ops:ref:refs/heads/main"]
    }
    api_throttle = { rate = 2, burst = 5 }
  }

  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.this : route.authorization_type == "JWT" && route.authorizer_id == aws_apigatewayv2_authorizer.jwt[0].id])
    error_message = "Every route asks for a JWT."
  }

  assert {
    condition = (
      aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].issuer == "https://token.actions.githubusercontent.com"
      && aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].audience == toset(["ccat-pat"])
    )
    error_message = "The authorizer asks for this issuer and audience."
  }

  assert {
    condition     = aws_lambda_function.api.environment[0].variables.CCAT_PAT_HTTP_JWT_SUBJECTS == "repo:ccatobs/system-integration:environment:token-rotation,repo:ccatobs/ops:ref:refs/heads/main"
    error_message = "The function is told which subjects may call."
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.worker : !contains(keys(function.environment[0].variables), "CCAT_PAT_HTTP_JWT_SUBJECTS")])
    error_message = "The other functions have no callers to tell apart."
  }

  assert {
    condition     = aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 2 && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 5
    error_message = "The API is throttled as asked."
  }
}

run "begins_no_rotation_by_itself" {
  variables {
    rotate_on_new_version = false
  }

  assert {
    condition = (
      length(aws_cloudwatch_event_rule.new_version) + length(aws_cloudwatch_event_target.rotation)
      + length(aws_iam_role.new_version) + length(aws_iam_role_policy.new_version) + length(aws_sqs_queue_policy.dead_letters)
    ) == 0
    error_message = "Without the event there is nothing that belongs to it."
  }

  assert {
    condition     = aws_lambda_function.worker["audit"].environment[0].variables.CCAT_PAT_AWS_ROTATE_ON_NEW_VERSION == "false"
    error_message = "Messages say that a rotation must be started."
  }
}

run "tells_a_topic" {
  variables {
    name            = "other"
    actions_secret  = "OTHER_PAT"
    alarm_topic_arn = "arn:aws:sns:eu-central-1:123456789012:alarms"
  }

  assert {
    condition = alltrue([
      for alarm in [
        aws_cloudwatch_metric_alarm.audit_failed, aws_cloudwatch_metric_alarm.audit_missing, aws_cloudwatch_metric_alarm.rotation_stopped,
        aws_cloudwatch_metric_alarm.dead_letters, aws_cloudwatch_metric_alarm.token_expiring, aws_cloudwatch_metric_alarm.credential_expiring,
      ] : alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.ok_actions == toset([var.alarm_topic_arn]) && startswith(alarm.alarm_name, "other-")
    ])
    error_message = "The topic hears of every alarm and of its end."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.audit_failed.dimensions == tomap({ Secret = "OTHER_PAT" })
    error_message = "The alarms look at this secret's metrics."
  }
}

run "runs_elsewhere" {
  variables {
    architecture   = "x86_64"
    memory_mb      = 2048
    audit_schedule = "rate(12 hours)"
    time_zone      = "Europe/Berlin"
    snap_start     = false
  }

  assert {
    condition     = alltrue([for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : length(function.snap_start) == 0 && function.publish])
    error_message = "Without snapshots there is still a version for the alias."
  }

  assert {
    condition     = alltrue([for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : function.architectures == tolist(["x86_64"]) && function.memory_size == 2048])
    error_message = "All functions run on the processor and in the memory that were asked for."
  }

  assert {
    condition     = aws_scheduler_schedule.audit.schedule_expression == "rate(12 hours)" && aws_scheduler_schedule.audit.schedule_expression_timezone == "Europe/Berlin"
    error_message = "The audit runs when it was asked to."
  }
}

run "tells_the_functions_the_owners" {
  variables {
    owners       = ["CCATobs", "acme"]
    orchestrator = "acme/conductor"
  }

  assert {
    condition     = aws_lambda_function.worker["rotate"].environment[0].variables["CCAT_PAT_OWNERS"] == "CCATobs,acme"
    error_message = "The functions are not told which owners may be written."
  }
}

run "tells_the_functions_that_a_token_may_have_no_end" {
  variables {
    accept_no_expiry = true
  }

  assert {
    condition     = aws_lambda_function.worker["rotate"].environment[0].variables["CCAT_PAT_TOKEN_ACCEPT_NO_EXPIRY"] == "true"
    error_message = "The functions are not told that a token may have no end."
  }
}
