# Input that cannot work is refused before anything is planned, by the variable that is wrong.

mock_provider "aws" {
  source = "./tests/aws"
}

variables {
  function_zip = "tests/function.zip"
  graph        = "github:ccatobs/system-integration:ci/dependency-graph.yml"
}

run "refuses_a_zip_that_is_not_there" {
  command = plan

  variables {
    function_zip = "tests/none.zip"
  }

  expect_failures = [var.function_zip]
}

run "refuses_a_name_that_aws_refuses" {
  command = plan

  variables {
    name = "Ccat_Pat"
  }

  expect_failures = [var.name]
}

run "refuses_a_name_that_ends_in_a_hyphen" {
  command = plan

  variables {
    name = "ccat-"
  }

  expect_failures = [var.name]
}

run "refuses_an_old_java" {
  command = plan

  variables {
    runtime = "java17"
  }

  expect_failures = [var.runtime]
}

run "refuses_another_processor" {
  command = plan

  variables {
    architecture = "riscv"
  }

  expect_failures = [var.architecture]
}

run "refuses_too_little_memory" {
  command = plan

  variables {
    memory_mb = 256
  }

  expect_failures = [var.memory_mb]
}

run "refuses_half_a_megabyte" {
  command = plan

  variables {
    memory_mb = 1024.5
  }

  expect_failures = [var.memory_mb]
}

run "refuses_a_graph_in_a_file" {
  command = plan

  variables {
    graph = "ci/dependency-graph.yml"
  }

  expect_failures = [var.graph]
}

run "refuses_a_graph_without_a_path" {
  command = plan

  variables {
    graph = "github:ccatobs/system-integration"
  }

  expect_failures = [var.graph]
}

run "refuses_an_organization_with_a_slash" {
  command = plan

  variables {
    organization = "ccatobs/x"
  }

  expect_failures = [var.organization]
}

run "refuses_an_owner_with_a_slash" {
  command = plan

  variables {
    owners = ["ccatobs", "ccatobs/x"]
  }

  expect_failures = [var.owners]
}

run "refuses_an_owner_that_is_a_pattern" {
  command = plan

  variables {
    owners = ["*"]
  }

  expect_failures = [var.owners]
}

run "refuses_owners_without_that_of_the_orchestrator" {
  command = plan

  variables {
    owners       = ["ccatobs"]
    orchestrator = "acme/conductor"
  }

  expect_failures = [var.owners]
}

run "refuses_an_orchestrator_with_a_space" {
  command = plan

  variables {
    orchestrator = "system integration"
  }

  expect_failures = [var.orchestrator]
}

run "refuses_a_secret_that_github_refuses" {
  command = plan

  variables {
    actions_secret = "GITHUB_PAT"
  }

  expect_failures = [var.actions_secret]
}

run "refuses_a_secret_that_begins_with_a_digit" {
  command = plan

  variables {
    actions_secret = "1PAT"
  }

  expect_failures = [var.actions_secret]
}

run "refuses_plain_http" {
  command = plan

  variables {
    github_api_url = "http://github.example.org/api/v3"
  }

  expect_failures = [var.github_api_url]
}

run "refuses_a_url_that_ends_in_a_slash" {
  command = plan

  variables {
    github_api_url = "https://github.example.org/api/v3/"
  }

  expect_failures = [var.github_api_url]
}

run "refuses_a_github_secret_by_name" {
  command = plan

  variables {
    github_secret_arn = "ccat/github"
  }

  expect_failures = [var.github_secret_arn]
}

run "refuses_an_app_without_a_key" {
  command = plan

  variables {
    github_app = { client_id = "Iv23liAbCdEfGhIjKlMn" }
  }

  expect_failures = [var.github_app]
}

run "refuses_an_app_with_two_keys" {
  command = plan

  variables {
    github_app = {
      client_id              = "Iv23liAbCdEfGhIjKlMn"
      private_key_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/app-AbCdEf"
      kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    }
  }

  expect_failures = [var.github_app]
}

run "refuses_an_app_whose_key_is_an_alias" {
  command = plan

  variables {
    github_app = { client_id = "Iv23liAbCdEfGhIjKlMn", kms_key_arn = "alias/ccat-app" }
  }

  expect_failures = [var.github_app]
}

run "refuses_a_slack_secret_without_its_six_characters" {
  command = plan

  variables {
    slack_webhook_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:slack"
  }

  expect_failures = [var.slack_webhook_secret_arn]
}

run "refuses_a_runbook_that_is_no_address" {
  command = plan

  variables {
    runbook_url = "wiki"
  }

  expect_failures = [var.runbook_url]
}

run "refuses_an_empty_member" {
  command = plan

  variables {
    token_json_key = ""
  }

  expect_failures = [var.token_json_key]
}

run "refuses_the_arn_of_a_role_that_stores_the_token" {
  command = plan

  variables {
    token_writer_role_names = ["arn:aws:iam::123456789012:role/operators"]
  }

  expect_failures = [var.token_writer_role_names]
}

run "refuses_a_key_by_alias" {
  command = plan

  variables {
    secrets_kms_key_arns = ["arn:aws:kms:eu-central-1:123456789012:alias/secrets"]
  }

  expect_failures = [var.secrets_kms_key_arns]
}

run "refuses_a_schedule_of_another_kind" {
  command = plan

  variables {
    audit_schedule = "0 3 * * *"
  }

  expect_failures = [var.audit_schedule]
}

run "refuses_a_time_zone_that_is_an_offset" {
  command = plan

  variables {
    time_zone = "+02:00"
  }

  expect_failures = [var.time_zone]
}

run "refuses_an_issuer_without_https" {
  command = plan

  variables {
    api_jwt = { issuer = "token.actions.githubusercontent.com", audiences = ["a"], subjects = ["s"] }
  }

  expect_failures = [var.api_jwt]
}

run "refuses_no_audience" {
  command = plan

  variables {
    api_jwt = { issuer = "https://token.actions.githubusercontent.com", audiences = [], subjects = ["s"] }
  }

  expect_failures = [var.api_jwt]
}

run "refuses_an_empty_audience" {
  command = plan

  variables {
    api_jwt = { issuer = "https://token.actions.githubusercontent.com", audiences = [" "], subjects = ["s"] }
  }

  expect_failures = [var.api_jwt]
}

run "refuses_no_subject" {
  command = plan

  variables {
    api_jwt = { issuer = "https://token.actions.githubusercontent.com", audiences = ["a"], subjects = [] }
  }

  expect_failures = [var.api_jwt]
}

run "refuses_a_subject_for_everybody" {
  command = plan

  variables {
    api_jwt = { issuer = "https://token.actions.githubusercontent.com", audiences = ["a"], subjects = ["repo:ccatobs/*"] }
  }

  expect_failures = [var.api_jwt]
}

run "refuses_an_api_that_refuses_everything" {
  command = plan

  variables {
    api_throttle = { rate = 0, burst = 0 }
  }

  expect_failures = [var.api_throttle]
}

run "refuses_a_retention_that_cloudwatch_has_not" {
  command = plan

  variables {
    log_retention_days = 100
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_a_topic_by_name" {
  command = plan

  variables {
    alarm_topic_arn = "alarms"
  }

  expect_failures = [var.alarm_topic_arn]
}

run "refuses_two_secrets_for_one_token" {
  command = plan

  variables {
    create_token_secret = true
    token_secret_arn    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ccat/token-AbCdEf"
  }

  expect_failures = [var.token_secret_arn]
}

run "refuses_a_token_without_a_secret" {
  command = plan

  variables {
    create_token_secret = false
  }

  expect_failures = [var.token_secret_arn]
}

run "refuses_a_token_by_name" {
  command = plan

  variables {
    create_token_secret = false
    token_secret_arn    = "ccat/token"
  }

  expect_failures = [var.token_secret_arn]
}

run "refuses_a_concurrency_of_another_function" {
  command = plan

  variables {
    reserved_concurrency = { worker = 1 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_concurrency_that_stops_a_function" {
  command = plan

  variables {
    reserved_concurrency = { audit = 0 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_tag_of_awss_own" {
  command = plan

  variables {
    tags = { "aws:name" = "x" }
  }

  expect_failures = [var.tags]
}

run "refuses_a_tag_with_a_character_that_aws_refuses" {
  command = plan

  variables {
    tags = { team = "a;b" }
  }

  expect_failures = [var.tags]
}

run "refuses_a_boundary_by_name" {
  command = plan

  variables {
    permissions_boundary = "boundary"
  }

  expect_failures = [var.permissions_boundary]
}

run "refuses_the_stacks_key_by_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/stack"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_a_log_format_that_lambda_has_not" {
  command = plan

  variables {
    log_format = "json"
  }

  expect_failures = [var.log_format]
}

run "refuses_a_log_level_that_step_functions_has_not" {
  command = plan

  variables {
    state_machine_log_level = "INFO"
  }

  expect_failures = [var.state_machine_log_level]
}

run "refuses_a_recovery_window_that_is_too_short" {
  command = plan

  variables {
    recovery_window_in_days = 3
  }

  expect_failures = [var.recovery_window_in_days]
}

run "refuses_a_recovery_window_that_is_too_long" {
  command = plan

  variables {
    recovery_window_in_days = 31
  }

  expect_failures = [var.recovery_window_in_days]
}

run "refuses_an_alarm_on_the_day_of_the_end" {
  command = plan

  variables {
    token_expiry_alarm_days = 0
  }

  expect_failures = [var.token_expiry_alarm_days]
}

run "refuses_a_topic_without_alarms" {
  command = plan

  variables {
    alarm_topic_arn = "arn:aws:sns:eu-central-1:123456789012:alarms"
    create_alarms   = false
  }

  expect_failures = [var.alarm_topic_arn]
}

run "refuses_a_setting_that_there_is_not" {
  command = plan

  variables {
    environment = { CCAT_PAT_AUDIT_SWEEPS = "true" }
  }

  expect_failures = [var.environment]
}

run "refuses_a_variable_that_is_no_setting_of_ours" {
  command = plan

  variables {
    environment = { GITHUB_TOKEN = "value" }
  }

  expect_failures = [var.environment]
}

run "refuses_a_setting_that_has_a_variable" {
  command = plan

  variables {
    environment = { CCAT_PAT_SECRET = "OTHER_PAT" }
  }

  expect_failures = [var.environment]
}

run "refuses_a_secret_in_the_environment" {
  command = plan

  variables {
    environment = { CCAT_PAT_SLACK_WEBHOOK_URL = "value" }
  }

  expect_failures = [var.environment]
}

run "refuses_an_empty_setting" {
  command = plan

  variables {
    environment = { CCAT_PAT_AUDIT_SWEEP = "" }
  }

  expect_failures = [var.environment]
}

run "refuses_an_exception_for_what_is_no_repository" {
  command = plan

  variables {
    exceptions = { "a/b/c" = { reason = "why", until = "2027-01-31" } }
  }

  expect_failures = [var.exceptions]
}

run "refuses_two_exceptions_for_one_repository" {
  command = plan

  variables {
    exceptions = {
      "ops-db"         = { reason = "why", until = "2027-01-31" }
      "ccatobs/Ops-DB" = { reason = "why not", until = "2027-01-31" }
    }
  }

  expect_failures = [var.exceptions]
}

run "refuses_an_exception_without_a_reason" {
  command = plan

  variables {
    exceptions = { "ops-db" = { reason = " ", until = "2027-01-31" } }
  }

  expect_failures = [var.exceptions]
}

run "refuses_a_reason_of_two_lines" {
  command = plan

  variables {
    exceptions = { "ops-db" = { reason = "a\nb", until = "2027-01-31" } }
  }

  expect_failures = [var.exceptions]
}

run "refuses_a_day_that_there_is_not" {
  command = plan

  variables {
    exceptions = { "ops-db" = { reason = "why", until = "2027-02-29" } }
  }

  expect_failures = [var.exceptions]
}

run "refuses_a_day_in_another_order" {
  command = plan

  variables {
    exceptions = { "ops-db" = { reason = "why", until = "31.01.2027" } }
  }

  expect_failures = [var.exceptions]
}

run "refuses_more_exceptions_than_lambda_takes" {
  command = plan

  variables {
    exceptions = {
      for number in range(30) : "repository-${number}" => { reason = "is looked after by somebody else until then", until = "2027-01-31" }
    }
  }

  override_resource {
    target          = aws_secretsmanager_secret.token
    override_during = plan
  }

  expect_failures = [aws_lambda_function.worker]
}
