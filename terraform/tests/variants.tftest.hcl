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

run "lets_roles_of_ones_own_store_the_token" {
  variables {
    token_writer_role_names = ["operators", "release-pipeline"]
    secrets_kms_key_arns    = ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
  }

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.token_writer : name => policy.role
    } == { operators = "operators", release-pipeline = "release-pipeline" }
    error_message = "Each of these roles has the policy, and no other."
  }

  assert {
    condition = {
      for statement in data.aws_iam_policy_document.token_writer.statement : statement.sid => sort(statement.actions)
      } == {
      KeepToken    = tolist(["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"])
      EncryptToken = tolist(["kms:Decrypt", "kms:GenerateDataKey"])
    }
    error_message = "They may keep the token, and use its key for that."
  }

  assert {
    condition = toset(one([
      for statement in data.aws_iam_policy_document.token_writer.statement : statement.resources if statement.sid == "KeepToken"
    ])) == toset([aws_secretsmanager_secret.token[0].arn])
    error_message = "They reach no other secret."
  }

  assert {
    condition = alltrue([
      for document in concat(values(data.aws_iam_policy_document.worker), [data.aws_iam_policy_document.api]) : alltrue([
        for statement in document.statement : length(setintersection(statement.actions, ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"])) == 0
      ])
    ])
    error_message = "No function may write a secret."
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
        aws_cloudwatch_metric_alarm.audit_failed[0], aws_cloudwatch_metric_alarm.audit_missing[0], aws_cloudwatch_metric_alarm.rotation_stopped[0],
        aws_cloudwatch_metric_alarm.dead_letters[0], aws_cloudwatch_metric_alarm.token_expiring[0], aws_cloudwatch_metric_alarm.credential_expiring[0],
        aws_cloudwatch_metric_alarm.token_end_unknown[0],
      ] : alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.ok_actions == toset([var.alarm_topic_arn]) && startswith(alarm.alarm_name, "other-")
    ])
    error_message = "The topic hears of every alarm and of its end."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.audit_failed[0].dimensions == tomap({ Secret = "OTHER_PAT" })
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

run "tags_everything_that_can_be_tagged" {
  variables {
    tags                    = { Team = "operations", CostCenter = "42" }
    state_machine_log_level = "ERROR"
  }

  assert {
    condition = alltrue([
      for tags in concat(
        values(aws_iam_role.function)[*].tags, [aws_iam_role.schedule.tags, aws_iam_role.rotation.tags], aws_iam_role.new_version[*].tags,
        aws_secretsmanager_secret.token[*].tags, [aws_dynamodb_table.this.tags, aws_sqs_queue.dead_letters.tags],
        values(aws_lambda_function.worker)[*].tags, [aws_lambda_function.api.tags],
        values(aws_cloudwatch_log_group.function)[*].tags, aws_cloudwatch_log_group.rotation[*].tags, [aws_cloudwatch_log_group.api_access.tags],
        [aws_sfn_state_machine.rotation.tags, aws_apigatewayv2_api.this.tags, aws_apigatewayv2_stage.default.tags],
        aws_cloudwatch_event_rule.new_version[*].tags,
        aws_cloudwatch_metric_alarm.audit_failed[*].tags, aws_cloudwatch_metric_alarm.audit_missing[*].tags,
        aws_cloudwatch_metric_alarm.rotation_stopped[*].tags, aws_cloudwatch_metric_alarm.dead_letters[*].tags,
        aws_cloudwatch_metric_alarm.token_expiring[*].tags, aws_cloudwatch_metric_alarm.credential_expiring[*].tags,
        aws_cloudwatch_metric_alarm.token_end_unknown[*].tags,
      ) : tags == tomap(var.tags)
    ])
    error_message = "A resource has no tags."
  }
}

run "bounds_every_role" {
  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition = alltrue([
      for role in concat(values(aws_iam_role.function), [aws_iam_role.schedule, aws_iam_role.rotation], aws_iam_role.new_version) :
      role.permissions_boundary == var.permissions_boundary
    ])
    error_message = "A role has no boundary."
  }
}

run "encrypts_with_a_key_of_ones_own" {
  variables {
    kms_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    state_machine_log_level = "ALL"
  }

  assert {
    condition = alltrue([
      for key in concat(
        [aws_secretsmanager_secret.token[0].kms_key_id, aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn],
        values(aws_cloudwatch_log_group.function)[*].kms_key_id, aws_cloudwatch_log_group.rotation[*].kms_key_id, [aws_cloudwatch_log_group.api_access.kms_key_id],
        values(aws_lambda_function.worker)[*].kms_key_arn, [aws_lambda_function.api.kms_key_arn],
      ) : key == var.kms_key_arn
    ])
    error_message = "The secret, the table, the logs and the environment have this key."
  }

  assert {
    condition = {
      for key, document in merge(data.aws_iam_policy_document.worker, { api = data.aws_iam_policy_document.api }) : key => {
        for statement in document.statement : statement.sid => { for condition in statement.condition : condition.variable => one(condition.values) }
        if statement.actions == toset(["kms:Decrypt"]) && statement.resources == toset([var.kms_key_arn])
      }
      } == {
      audit = {
        DecryptSecrets     = { "kms:ViaService" = "secretsmanager.eu-central-1.amazonaws.com" }
        DecryptTable       = { "kms:ViaService" = "dynamodb.eu-central-1.amazonaws.com" }
        DecryptEnvironment = { "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-audit" }
      }
      rotate = {
        DecryptSecrets     = { "kms:ViaService" = "secretsmanager.eu-central-1.amazonaws.com" }
        DecryptTable       = { "kms:ViaService" = "dynamodb.eu-central-1.amazonaws.com" }
        DecryptEnvironment = { "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-rotate" }
      }
      api = {
        DecryptToken       = { "kms:ViaService" = "secretsmanager.eu-central-1.amazonaws.com" }
        DecryptTable       = { "kms:ViaService" = "dynamodb.eu-central-1.amazonaws.com" }
        DecryptEnvironment = { "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-api" }
      }
    }
    error_message = "Each function may use the key for the secret, the table and its own environment, and for nothing else."
  }
}

run "keeps_the_key_of_a_secret_that_there_is_apart" {
  variables {
    create_token_secret = false
    token_secret_arn    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/token-AbCdEf"
    kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = toset([for statement in data.aws_iam_policy_document.api.statement : statement.sid if startswith(statement.sid, "Decrypt")]) == toset(["DecryptTable", "DecryptEnvironment"])
    error_message = "The key of what is made here is not that of a secret that was there before."
  }
}

run "traces_what_runs" {
  variables {
    tracing = true
  }

  assert {
    condition = (
      alltrue([for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : function.tracing_config[0].mode == "Active"])
      && aws_sfn_state_machine.rotation.tracing_configuration[0].enabled
    )
    error_message = "The functions and the state machine send traces."
  }

  assert {
    condition = alltrue([
      for document in concat(values(data.aws_iam_policy_document.worker), [data.aws_iam_policy_document.api]) :
      one([for statement in document.statement : statement.actions if statement.sid == "Trace"]) == toset(["xray:PutTelemetryRecords", "xray:PutTraceSegments"])
    ])
    error_message = "The functions may send traces."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.rotation.statement : statement.actions if statement.sid == "Trace"]) == toset(["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"])
    error_message = "The state machine may send traces."
  }
}

run "logs_as_asked" {
  variables {
    log_format              = "Text"
    log_retention_days      = 365
    state_machine_log_level = "ERROR"
  }

  assert {
    condition     = alltrue([for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : function.logging_config[0].log_format == "Text" && function.environment[0].variables.QUARKUS_LOG_CONSOLE_JSON_ENABLED == "false"])
    error_message = "Lambda and the program write text."
  }

  assert {
    condition     = alltrue([for group in concat(values(aws_cloudwatch_log_group.function), [aws_cloudwatch_log_group.api_access], aws_cloudwatch_log_group.rotation) : group.retention_in_days == 365])
    error_message = "Logs are kept for a year."
  }

  assert {
    condition = (
      aws_sfn_state_machine.rotation.logging_configuration[0].level == "ERROR"
      && aws_sfn_state_machine.rotation.logging_configuration[0].log_destination == "${aws_cloudwatch_log_group.rotation[0].arn}:*"
      && aws_cloudwatch_log_group.rotation[0].name == "/aws/vendedlogs/states/ccat-pat-rotation"
      && output.log_groups["state-machine"] == "/aws/vendedlogs/states/ccat-pat-rotation"
    )
    error_message = "The state machine logs into a group of its own."
  }

  assert {
    condition = toset(one([for statement in data.aws_iam_policy_document.rotation.statement : statement.actions if statement.sid == "DeliverLog"])) == toset([
      "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
    ])
    error_message = "The state machine may have its log delivered."
  }
}

run "reserves_executions" {
  variables {
    reserved_concurrency = { audit = 1, api = 5 }
  }

  assert {
    condition = {
      for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) :
      function.environment[0].variables.QUARKUS_FUNQY_EXPORT => function.reserved_concurrent_executions
    } == { audit = 1, rotate = -1, api = 5 }
    error_message = "A function has as many executions as were reserved for it, and no others are limited."
  }
}

run "can_delete_the_secret_at_once" {
  variables {
    recovery_window_in_days = 0
  }

  assert {
    condition     = aws_secretsmanager_secret.token[0].recovery_window_in_days == 0
    error_message = "The secret has the window that was asked for."
  }
}

run "makes_no_dashboard_and_no_alarms" {
  variables {
    create_dashboard = false
    create_alarms    = false
  }

  assert {
    condition = (
      length(aws_cloudwatch_dashboard.this)
      + length(aws_cloudwatch_metric_alarm.audit_failed) + length(aws_cloudwatch_metric_alarm.audit_missing)
      + length(aws_cloudwatch_metric_alarm.rotation_stopped) + length(aws_cloudwatch_metric_alarm.dead_letters)
      + length(aws_cloudwatch_metric_alarm.token_expiring) + length(aws_cloudwatch_metric_alarm.credential_expiring)
      + length(aws_cloudwatch_metric_alarm.token_end_unknown)
    ) == 0
    error_message = "There is a dashboard or an alarm."
  }

  assert {
    condition     = output.dashboard_name == null
    error_message = "There is no dashboard to name."
  }
}

run "alarms_sooner_on_the_end_of_a_token" {
  variables {
    token_expiry_alarm_days = 21
  }

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.token_expiring[0], aws_cloudwatch_metric_alarm.credential_expiring[0]] :
      alarm.threshold == 21 && strcontains(alarm.alarm_description, "within 21 days")
    ])
    error_message = "Less than 21 days to either end are an alarm, which says so."
  }
}

run "tells_the_functions_any_other_setting" {
  variables {
    environment = { CCAT_PAT_AUDIT_SWEEP = "true", CCAT_PAT_TOKEN_MINIMUM_LIFE = "P14D" }
  }

  assert {
    condition = alltrue([
      for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : (
        function.environment[0].variables.CCAT_PAT_AUDIT_SWEEP == "true"
        && function.environment[0].variables.CCAT_PAT_TOKEN_MINIMUM_LIFE == "P14D"
        && function.environment[0].variables.CCAT_PAT_SECRET == "GH_PAT"
      )
    ])
    error_message = "Every function is told these settings besides its own."
  }
}

run "tells_the_functions_the_exceptions" {
  variables {
    exceptions = {
      "ops-db-ui"    = { reason = "has no workflows yet", until = "2027-03-31" }
      "acme/partner" = { reason = "moves to another organisation", until = "2028-02-29" }
    }
  }

  assert {
    condition = {
      for name, value in aws_lambda_function.worker["audit"].environment[0].variables : name => value if startswith(name, "CCAT_PAT_AUDIT_")
      } == {
      CCAT_PAT_AUDIT_ACCEPT__1__REPOSITORY = "acme/partner"
      CCAT_PAT_AUDIT_ACCEPT__1__REASON     = "moves to another organisation"
      CCAT_PAT_AUDIT_ACCEPT__1__UNTIL      = "2028-02-29"
      CCAT_PAT_AUDIT_ACCEPT__2__REPOSITORY = "ops-db-ui"
      CCAT_PAT_AUDIT_ACCEPT__2__REASON     = "has no workflows yet"
      CCAT_PAT_AUDIT_ACCEPT__2__UNTIL      = "2027-03-31"
    }
    error_message = "The functions are not told the exceptions."
  }
}

run "signs_for_the_app_with_its_key_in_kms" {
  variables {
    github_app = {
      client_id       = "Iv23liAbCdEfGhIjKlMn"
      installation_id = 123456
      kms_key_arn     = "arn:aws:kms:eu-central-1:123456789012:key/99999999-2222-3333-4444-555555555555"
    }
  }

  assert {
    condition = alltrue([
      for document in values(data.aws_iam_policy_document.worker) : one([
        for statement in document.statement : statement if statement.sid == "SignForApp"
        ]).resources == toset([var.github_app.kms_key_arn]) && one([
        for statement in document.statement : statement if statement.sid == "SignForApp"
      ]).actions == toset(["kms:Sign"])
    ])
    error_message = "audit and rotate may sign with this key, and do nothing else with it."
  }

  assert {
    condition = alltrue(flatten([
      for document in values(data.aws_iam_policy_document.worker) : [
        for statement in document.statement : [
          for condition in statement.condition : condition.variable == "kms:SigningAlgorithm" && toset(condition.values) == toset(["RSASSA_PKCS1_V1_5_SHA_256"])
        ] if statement.sid == "SignForApp"
      ]
    ]))
    error_message = "The key signs by one algorithm alone."
  }

  assert {
    condition     = length([for statement in data.aws_iam_policy_document.api.statement : statement if contains(statement.actions, "kms:Sign")]) == 0
    error_message = "api does not sign."
  }

  assert {
    condition = {
      for name, value in aws_lambda_function.worker["rotate"].environment[0].variables : name => value if startswith(name, "CCAT_PAT_GITHUB_APP_")
      } == {
      CCAT_PAT_GITHUB_APP_CLIENT_ID       = "Iv23liAbCdEfGhIjKlMn"
      CCAT_PAT_GITHUB_APP_INSTALLATION_ID = "123456"
      CCAT_PAT_GITHUB_APP_KMS_KEY_ID      = var.github_app.kms_key_arn
    }
    error_message = "The functions are told of the App."
  }
}

run "reads_the_key_of_the_app_from_its_secret" {
  variables {
    github_app = {
      client_id              = "Iv23liAbCdEfGhIjKlMn"
      private_key_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/app-AbCdEf"
    }
  }

  assert {
    condition = alltrue([
      for document in values(data.aws_iam_policy_document.worker) : contains(one([
        for statement in document.statement : statement.resources if statement.sid == "ReadSecrets"
      ]), var.github_app.private_key_secret_arn) && length([for statement in document.statement : statement if statement.sid == "SignForApp"]) == 0
    ])
    error_message = "audit and rotate read the key, and may sign with none in KMS."
  }

  assert {
    condition     = aws_lambda_function.worker["audit"].environment[0].variables.CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID == var.github_app.private_key_secret_arn
    error_message = "The functions are told where the key is."
  }
}
