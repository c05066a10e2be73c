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
