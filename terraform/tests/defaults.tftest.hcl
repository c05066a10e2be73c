# The module with the least input: what it makes, and that nobody may do more than is needed.

mock_provider "aws" {
  source = "./tests/aws"
}

override_resource {
  target = aws_lambda_alias.worker["audit"]
  values = {
    arn        = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-audit:live"
    invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/audit"
  }
}

override_resource {
  target = aws_lambda_alias.worker["rotate"]
  values = {
    arn        = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-rotate:live"
    invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/rotate"
  }
}

variables {
  function_zip = "tests/function.zip"
  graph        = "github:ccatobs/system-integration:ci/dependency-graph.yml"
}

run "makes_an_empty_secret" {
  assert {
    condition     = length(aws_secretsmanager_secret.token) == 1 && aws_secretsmanager_secret.token[0].name == "ccat-pat/token"
    error_message = "There must be one secret, ccat-pat/token."
  }

  assert {
    condition     = aws_secretsmanager_secret.token[0].recovery_window_in_days == 30 && aws_secretsmanager_secret.token[0].kms_key_id == null
    error_message = "The secret can be restored for 30 days and has Secrets Manager's own key."
  }

  assert {
    condition     = output.token_secret_arn == aws_secretsmanager_secret.token[0].arn
    error_message = "The output must say where the token goes."
  }
}

run "keeps_the_table_as_the_store_reads_it" {
  assert {
    condition     = aws_dynamodb_table.this.hash_key == "pk" && aws_dynamodb_table.this.range_key == "sk"
    error_message = "The keys must be pk and sk."
  }

  assert {
    condition     = alltrue([for attribute in aws_dynamodb_table.this.attribute : attribute.type == "S"])
    error_message = "Both keys are texts."
  }

  assert {
    condition     = aws_dynamodb_table.this.ttl[0].attribute_name == "expires" && aws_dynamodb_table.this.ttl[0].enabled
    error_message = "Items must expire by expires."
  }

  assert {
    condition = (
      aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
      && aws_dynamodb_table.this.point_in_time_recovery[0].enabled
      && aws_dynamodb_table.this.server_side_encryption[0].enabled
      && aws_dynamodb_table.this.deletion_protection_enabled
    )
    error_message = "The table must be on demand, recoverable, encrypted and protected."
  }
}

run "runs_one_zip_as_three_functions" {
  assert {
    condition = alltrue([
      for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : (
        function.handler == "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"
        && function.runtime == "java21"
        && function.architectures == tolist(["arm64"])
        && function.publish
        && function.snap_start[0].apply_on == "PublishedVersions"
        && function.source_code_hash == filebase64sha256("tests/function.zip")
      )
    ])
    error_message = "Every function runs the zip with Funqy's handler, from a snapshot of a published version."
  }

  assert {
    condition = alltrue([
      for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) : (
        function.reserved_concurrent_executions == -1
        && function.logging_config[0].log_format == "JSON"
        && length(function.tracing_config) == 0
        && function.kms_key_arn == null
      )
    ])
    error_message = "Every function logs JSON, reserves nothing, sends no traces and needs no key."
  }

  assert {
    condition = {
      for function in concat(values(aws_lambda_function.worker), [aws_lambda_function.api]) :
      function.environment[0].variables.QUARKUS_FUNQY_EXPORT => function.timeout
    } == { audit = 900, rotate = 900, api = 29 }
    error_message = "The functions are audit and rotate with 900 seconds and api with 29."
  }

  assert {
    condition     = alltrue([for key, alias in aws_lambda_alias.worker : alias.function_version == aws_lambda_function.worker[key].version]) && aws_lambda_alias.api.function_version == aws_lambda_function.api.version
    error_message = "The aliases point at the published version."
  }
}

run "tells_each_function_what_it_needs_and_nothing_empty" {
  assert {
    condition = aws_lambda_function.worker["rotate"].environment[0].variables == tomap({
      CCAT_PAT_AWS_ROTATE_ON_NEW_VERSION = "true"
      CCAT_PAT_AWS_STATE_MACHINE         = local.state_machine_arn
      CCAT_PAT_GRAPH                     = "github:ccatobs/system-integration:ci/dependency-graph.yml"
      CCAT_PAT_ORCHESTRATOR              = "system-integration"
      CCAT_PAT_ORGANIZATION              = "ccatobs"
      CCAT_PAT_ROTATION_SLICE            = "PT720S"
      CCAT_PAT_SECRET                    = "GH_PAT"
      CCAT_PAT_STORE_TABLE               = "ccat-pat"
      CCAT_PAT_TOKEN_SECRET_ID           = aws_secretsmanager_secret.token[0].arn
      QUARKUS_FUNQY_EXPORT               = "rotate"
      QUARKUS_LOG_CONSOLE_JSON_ENABLED   = "true"
    })
    error_message = "The environment of rotate is not what was expected."
  }

  assert {
    condition = aws_lambda_function.worker["audit"].environment[0].variables == tomap(merge(
      aws_lambda_function.worker["rotate"].environment[0].variables, { QUARKUS_FUNQY_EXPORT = "audit" }
    ))
    error_message = "audit is told what rotate is told."
  }

  assert {
    condition = aws_lambda_function.api.environment[0].variables == tomap(merge(
      aws_lambda_function.worker["rotate"].environment[0].variables,
      {
        CCAT_PAT_AWS_AUDIT_FUNCTION = aws_lambda_alias.worker["audit"].arn
        QUARKUS_FUNQY_EXPORT        = "api"
      }
    ))
    error_message = "api is also told of the function audit."
  }
}

run "tells_each_function_of_the_state_machine" {
  assert {
    condition     = endswith(local.state_machine_arn, ":stateMachine:${aws_sfn_state_machine.rotation.name}") && startswith(local.state_machine_arn, "arn:aws:states:")
    error_message = "The ARN that messages name is the state machine's."
  }
}

run "leaves_a_slice_time_to_finish" {
  assert {
    condition = (
      tonumber(regex("^PT([0-9]+)S$", aws_lambda_function.worker["rotate"].environment[0].variables.CCAT_PAT_ROTATION_SLICE)[0])
      <= aws_lambda_function.worker["rotate"].timeout - 120
    )
    error_message = "A slice must end at least the settle window before its function does."
  }
}

run "has_a_state_machine_that_calls_slices" {
  assert {
    condition     = aws_sfn_state_machine.rotation.type == "STANDARD"
    error_message = "Only a standard state machine lives longer than five minutes."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.rotation.definition).States.Slice.Resource == aws_lambda_alias.worker["rotate"].arn
    error_message = "A slice is a call of rotate's alias."
  }

  assert {
    condition = {
      for choice in jsondecode(aws_sfn_state_machine.rotation.definition).States.Decide.Choices : choice.StringEquals => choice.Next
      } == {
      complete   = "Complete"
      running    = "Wait"
      waiting    = "Wait"
      stopped    = "Stopped"
      refused    = "Refused"
      superseded = "Superseded"
    }
    error_message = "Every state of a rotation has somewhere to go."
  }

  assert {
    condition = alltrue(flatten([
      for name, state in jsondecode(aws_sfn_state_machine.rotation.definition).States : [
        for next in concat(
          try([state.Next], []), try([state.Default], []), [for choice in try(state.Choices, []) : choice.Next]
        ) : contains(keys(jsondecode(aws_sfn_state_machine.rotation.definition).States), next)
      ]
    ]))
    error_message = "Every Next names a state."
  }

  assert {
    condition = {
      for name, state in jsondecode(aws_sfn_state_machine.rotation.definition).States : name => state.Type if contains(["Fail", "Succeed"], state.Type)
      } == {
      Complete   = "Succeed"
      Superseded = "Succeed"
      Stopped    = "Fail"
      Refused    = "Fail"
      Unknown    = "Fail"
    }
    error_message = "An execution fails, which is an alarm, when a person is needed, and not when another token took over."
  }

  assert {
    condition     = length(aws_sfn_state_machine.rotation.logging_configuration) + length(aws_sfn_state_machine.rotation.tracing_configuration) + length(aws_cloudwatch_log_group.rotation) == 0
    error_message = "The state machine logs and traces only when asked to."
  }

  assert {
    condition     = !strcontains(aws_sfn_state_machine.rotation.definition, "States.ALL")
    error_message = "Not every failure is to be tried again."
  }

  # A slice that was killed keeps its lease for a minute (ccat.pat.rotation.lease).
  assert {
    condition     = jsondecode(aws_sfn_state_machine.rotation.definition).States.Slice.Retry[1].IntervalSeconds > 60
    error_message = "The slice after one that was killed must come when its lease has ended."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.rotation.definition).States.Slice.TimeoutSeconds > aws_lambda_function.worker["rotate"].timeout
    error_message = "The state machine must not give up on a slice that still runs."
  }
}

run "begins_a_rotation_with_a_new_version" {
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.new_version[0].event_pattern) == {
      source        = ["aws.secretsmanager"]
      "detail-type" = ["Secret Label Updated"]
      resources     = [aws_secretsmanager_secret.token[0].arn]
      detail        = { labelUpdated = ["AWSCURRENT"] }
    }
    error_message = "The rule must hear of this secret's current version alone."
  }

  assert {
    condition     = jsondecode(replace(aws_cloudwatch_event_target.rotation[0].input_transformer[0].input_template, "<version>", "\"v\"")) == { versionId = "v", startedBy = "secretsmanager" }
    error_message = "The input names the version and who began it."
  }
}

run "audits_every_night" {
  assert {
    condition = (
      aws_scheduler_schedule.audit.schedule_expression == "cron(0 3 * * ? *)"
      && aws_scheduler_schedule.audit.schedule_expression_timezone == "UTC"
      && aws_scheduler_schedule.audit.flexible_time_window[0].mode == "OFF"
      && aws_scheduler_schedule.audit.target[0].arn == aws_lambda_alias.worker["audit"].arn
      && aws_scheduler_schedule.audit.target[0].dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn
    )
    error_message = "The schedule calls audit at three, and leaves what it cannot deliver in the queue."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.audit.qualifier == "live" && aws_lambda_function_event_invoke_config.audit.destination_config[0].on_failure[0].destination == aws_sqs_queue.dead_letters.arn
    error_message = "An audit that failed twice is left in the queue."
  }
}

run "lets_nobody_in_without_iam" {
  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.this : route.authorization_type == "AWS_IAM" && route.authorizer_id == null])
    error_message = "Every route asks for IAM."
  }

  assert {
    condition = toset(keys(aws_apigatewayv2_route.this)) == toset([
      "GET /audits/latest", "GET /openapi.json", "GET /rotations", "GET /rotations/{id}", "GET /token", "POST /audits", "POST /rotations",
    ])
    error_message = "There are seven routes, and no default one."
  }

  assert {
    condition = (
      aws_apigatewayv2_integration.function.payload_format_version == "2.0"
      && aws_apigatewayv2_integration.function.timeout_milliseconds < 30000
      && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 5
      && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 10
    )
    error_message = "Payload format 2.0, an answer before API Gateway gives up, and throttling."
  }
}

run "grants_each_role_what_it_needs_and_no_more" {
  assert {
    condition = { for statement in data.aws_iam_policy_document.worker["audit"].statement : statement.sid => sort(statement.actions) } == {
      Log              = tolist(["logs:CreateLogStream", "logs:PutLogEvents"])
      Remember         = tolist(["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"])
      ReadSecrets      = tolist(["secretsmanager:GetSecretValue"])
      LeaveDeadLetters = tolist(["sqs:SendMessage"])
    }
    error_message = "audit may do something else."
  }

  assert {
    condition = { for statement in data.aws_iam_policy_document.worker["rotate"].statement : statement.sid => sort(statement.actions) } == {
      Log         = tolist(["logs:CreateLogStream", "logs:PutLogEvents"])
      Remember    = tolist(["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"])
      ReadSecrets = tolist(["secretsmanager:GetSecretValue"])
    }
    error_message = "rotate may do something else."
  }

  assert {
    condition = { for statement in data.aws_iam_policy_document.api.statement : statement.sid => sort(statement.actions) } == {
      Log           = tolist(["logs:CreateLogStream", "logs:PutLogEvents"])
      Remember      = tolist(["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"])
      ReadToken     = tolist(["secretsmanager:GetSecretValue"])
      StartRotation = tolist(["states:StartExecution"])
      SeeRotation   = tolist(["states:DescribeExecution"])
      StartAudit    = tolist(["lambda:InvokeFunction"])
    }
    error_message = "api may do something else."
  }

  assert {
    condition     = length(aws_iam_role_policy.token_writer) == 0
    error_message = "Nobody may write the token's secret unless a variable says so."
  }

  assert {
    condition     = { for statement in data.aws_iam_policy_document.schedule.statement : statement.sid => statement.actions } == { StartAudit = toset(["lambda:InvokeFunction"]), LeaveDeadLetters = toset(["sqs:SendMessage"]) }
    error_message = "The schedule may do something else."
  }

  assert {
    condition     = { for statement in data.aws_iam_policy_document.rotation.statement : statement.sid => statement.actions } == { RunSlice = toset(["lambda:InvokeFunction"]) }
    error_message = "The state machine may do something else."
  }

  assert {
    condition     = { for statement in data.aws_iam_policy_document.new_version.statement : statement.sid => statement.actions } == { StartRotation = toset(["states:StartExecution"]) }
    error_message = "The event may do something else."
  }

  # An ARN may end in a wildcard where AWS leaves no other way: the streams of a log group, executions that are not yet.
  assert {
    condition = alltrue(flatten([
      for document in concat(
        values(data.aws_iam_policy_document.worker),
        [
          data.aws_iam_policy_document.api, data.aws_iam_policy_document.schedule,
          data.aws_iam_policy_document.rotation, data.aws_iam_policy_document.new_version,
          data.aws_iam_policy_document.dead_letters[0],
        ]
        ) : [
        for statement in document.statement : concat(
          [for action in statement.actions : !strcontains(action, "*")],
          [for resource in statement.resources : contains(["Log", "SeeRotation"], statement.sid) ? can(regex("^arn:aws:[^*]+:\\*$", resource)) : can(regex("^arn:aws:[^*]+$", resource))]
        )
      ]
    ]))
    error_message = "No action may hold a wildcard, and a resource only where AWS leaves no other way."
  }

  assert {
    condition = {
      for sid, resources in { for statement in data.aws_iam_policy_document.api.statement : statement.sid => statement.resources } : sid => one(resources)
      } == {
      Log           = "arn:aws:logs:eu-central-1:123456789012:log-group:made-up:*"
      Remember      = "arn:aws:dynamodb:eu-central-1:123456789012:table/ccat-pat"
      ReadToken     = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat-pat/token-AbCdEf"
      StartRotation = "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation"
      SeeRotation   = "arn:aws:states:eu-central-1:123456789012:execution:ccat-pat-rotation:*"
      StartAudit    = "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-audit:live"
    }
    error_message = "api may reach something else."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.rotation.statement[0].resources) == "arn:aws:lambda:eu-central-1:123456789012:function:ccat-pat-rotate:live"
    error_message = "The state machine may call rotate alone."
  }
}

run "lends_each_service_role_to_its_resource_of_this_account_alone" {
  assert {
    condition = {
      for key, document in data.aws_iam_policy_document.service_trust : key => one(one(document.statement[0].principals).identifiers)
    } == { schedule = "scheduler.amazonaws.com", rotation = "states.amazonaws.com", new_version = "events.amazonaws.com" }
    error_message = "Each role is one service's."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.service_trust : { for condition in document.statement[0].condition : condition.variable => one(condition.values) if condition.test == "StringEquals" } == { "aws:SourceAccount" = "123456789012" }])
    error_message = "Another account's schedule or rule must not borrow a role."
  }

  assert {
    condition = {
      for key, document in data.aws_iam_policy_document.service_trust : key => { for condition in document.statement[0].condition : condition.variable => one(condition.values) if condition.test == "ArnEquals" }
      } == {
      schedule    = { "aws:SourceArn" = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default" }
      rotation    = { "aws:SourceArn" = "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation" }
      new_version = { "aws:SourceArn" = "arn:aws:events:eu-central-1:123456789012:rule/ccat-pat-new-version" }
    }
    error_message = "Another schedule group, state machine or rule of this account must not borrow a role."
  }

  assert {
    condition = (
      aws_scheduler_schedule.audit.group_name == "default"
      && aws_sfn_state_machine.rotation.name == "ccat-pat-rotation"
      && aws_cloudwatch_event_rule.new_version[0].name == "ccat-pat-new-version"
    )
    error_message = "A role is lent to a resource that has another name."
  }
}

run "alarms_on_what_a_person_should_know" {
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.audit_failed[0].metric_name == "AuditFailed"
      && aws_cloudwatch_metric_alarm.audit_failed[0].threshold == 0
      && aws_cloudwatch_metric_alarm.audit_failed[0].treat_missing_data == "notBreaching"
    )
    error_message = "One failed audit is an alarm."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.audit_missing[0].metric_name == "AuditCompleted"
      && aws_cloudwatch_metric_alarm.audit_missing[0].period * aws_cloudwatch_metric_alarm.audit_missing[0].evaluation_periods == 26 * 3600
      && aws_cloudwatch_metric_alarm.audit_missing[0].period >= 3600
      && aws_cloudwatch_metric_alarm.audit_missing[0].treat_missing_data == "breaching"
    )
    error_message = "26 hours without an audit are an alarm, in periods that CloudWatch accepts."
  }

  assert {
    condition     = toset(flatten([for query in aws_cloudwatch_metric_alarm.rotation_stopped[0].metric_query : query.metric[*].metric_name])) == toset(["RotationStopped", "ExecutionsFailed", "ExecutionsTimedOut"])
    error_message = "A rotation that stopped, and one whose function was killed, are an alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters[0].dimensions == tomap({ QueueName = "ccat-pat-dead-letters" }) && aws_cloudwatch_metric_alarm.dead_letters[0].threshold == 0
    error_message = "One dead letter is an alarm."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.token_expiring[0].metric_name == "DaysToExpiry"
      && aws_cloudwatch_metric_alarm.token_expiring[0].comparison_operator == "LessThanThreshold"
      && aws_cloudwatch_metric_alarm.token_expiring[0].threshold == 7
    )
    error_message = "Less than seven days to the token's end are an alarm."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.credential_expiring[0].metric_name == "DaysToCredentialExpiry"
      && aws_cloudwatch_metric_alarm.credential_expiring[0].comparison_operator == "LessThanThreshold"
      && aws_cloudwatch_metric_alarm.credential_expiring[0].threshold == 7
    )
    error_message = "Less than seven days to the credential's end are an alarm of its own."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.token_end_unknown[0].metric_name == "TokenExpiryUnknown"
      && aws_cloudwatch_metric_alarm.token_end_unknown[0].comparison_operator == "GreaterThanThreshold"
      && aws_cloudwatch_metric_alarm.token_end_unknown[0].threshold == 0
    )
    error_message = "A token whose end no source tells is an alarm."
  }

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.audit_failed[0], aws_cloudwatch_metric_alarm.audit_missing[0], aws_cloudwatch_metric_alarm.token_expiring[0], aws_cloudwatch_metric_alarm.credential_expiring[0], aws_cloudwatch_metric_alarm.token_end_unknown[0]] :
      alarm.namespace == "CcatPat" && alarm.dimensions == tomap({ Secret = "GH_PAT" })
    ])
    error_message = "The alarms look where the functions write."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 5
    error_message = "The dashboard has five widgets."
  }
}

run "keeps_logs_for_a_while_and_not_for_ever" {
  assert {
    condition = {
      for group in concat(values(aws_cloudwatch_log_group.function), [aws_cloudwatch_log_group.api_access]) : group.name => group.retention_in_days
      } == {
      "/aws/lambda/ccat-pat-api"    = 90
      "/aws/lambda/ccat-pat-audit"  = 90
      "/aws/lambda/ccat-pat-rotate" = 90
      "/aws/apigateway/ccat-pat"    = 90
    }
    error_message = "Every log group has its retention."
  }
}
