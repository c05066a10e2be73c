# The settings of ccat-pat, by their names as environment variables. A test holds the names to the program's own list.

locals {
  # Those that var.environment may set.
  environment_settings = [
    "CCAT_PAT_AUDIT_MAX_AGE",
    "CCAT_PAT_AUDIT_SHADOWS",
    "CCAT_PAT_AUDIT_SWEEP",
    "CCAT_PAT_GITHUB_IN_FLIGHT",
    "CCAT_PAT_GITHUB_ISSUE",
    "CCAT_PAT_GITHUB_POINTS_PER_MINUTE",
    "CCAT_PAT_GITHUB_RESERVE",
    "CCAT_PAT_GITHUB_TIMEOUT",
    "CCAT_PAT_GITHUB_WRITES_IN_FLIGHT",
    "CCAT_PAT_GITHUB_WRITES_PER_HOUR",
    "CCAT_PAT_GITHUB_WRITES_PER_MINUTE",
    "CCAT_PAT_ROTATION_FORCE",
    "CCAT_PAT_ROTATION_LEASE",
    "CCAT_PAT_SLACK_TIMEOUT",
    "CCAT_PAT_TOKEN_LIFETIME",
    "CCAT_PAT_TOKEN_MINIMUM_LIFE",
    "CCAT_PAT_TOKEN_NEEDS",
    "CCAT_PAT_TOKEN_REVOKE_OLD",
    "CCAT_PAT_TOKEN_REVOKE_OLD_AFTER",
  ]

  # Those that it may not, and why.
  other_settings = {
    CCAT_PAT_AUDIT_CRON                       = "the variable audit_schedule says when"
    CCAT_PAT_AUDIT_TIME_ZONE                  = "use the variable time_zone"
    CCAT_PAT_AWS_AUDIT_FUNCTION               = "the module sets it"
    CCAT_PAT_AWS_ROTATE_ON_NEW_VERSION        = "use the variable rotate_on_new_version"
    CCAT_PAT_AWS_STATE_MACHINE                = "the module sets it"
    CCAT_PAT_GITHUB_API_URL                   = "use the variable github_api_url"
    CCAT_PAT_GITHUB_APP_CLIENT_ID             = "use the variable github_app"
    CCAT_PAT_GITHUB_APP_INSTALLATION_ID       = "use the variable github_app"
    CCAT_PAT_GITHUB_APP_KMS_KEY_ID            = "use the variable github_app"
    CCAT_PAT_GITHUB_APP_PRIVATE_KEY           = "a function has no disk: use the variable github_app"
    CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID = "use the variable github_app"
    CCAT_PAT_GITHUB_EXEC                      = "a function has no commands to run: use the variable github_secret_arn"
    CCAT_PAT_GITHUB_GRAPHQL_URL               = "it follows from the variable github_api_url"
    CCAT_PAT_GITHUB_SECRET_ID                 = "use the variable github_secret_arn"
    CCAT_PAT_GRAPH                            = "use the variable graph"
    CCAT_PAT_HTTP_CONNECTIONS                 = "it is for ccat pat serve"
    CCAT_PAT_HTTP_HOST                        = "it is for ccat pat serve"
    CCAT_PAT_HTTP_JWT_SUBJECTS                = "use the variable api_jwt"
    CCAT_PAT_HTTP_PORT                        = "it is for ccat pat serve"
    CCAT_PAT_ORCHESTRATOR                     = "use the variable orchestrator"
    CCAT_PAT_ORGANIZATION                     = "use the variable organization"
    CCAT_PAT_OWNERS                           = "use the variable owners"
    CCAT_PAT_ROTATION_SETTLE                  = "the time that a function has is divided for its default"
    CCAT_PAT_ROTATION_SLICE                   = "it follows from the time that a function has"
    CCAT_PAT_SECRET                           = "use the variable actions_secret"
    CCAT_PAT_SLACK_RUNBOOK_URL                = "use the variable runbook_url"
    CCAT_PAT_SLACK_WEBHOOK_SECRET_ID          = "use the variable slack_webhook_secret_arn"
    CCAT_PAT_SLACK_WEBHOOK_URL                = "a secret never passes through Terraform: use the variable slack_webhook_secret_arn"
    CCAT_PAT_STORE_PATH                       = "a function has no disk: the module makes a table"
    CCAT_PAT_STORE_TABLE                      = "the module sets it"
    CCAT_PAT_TOKEN_ACCEPT_NO_EXPIRY           = "use the variable accept_no_expiry"
    CCAT_PAT_TOKEN_EXEC                       = "a function has no commands to run: use the variable token_secret_arn"
    CCAT_PAT_TOKEN_JSON_KEY                   = "use the variable token_json_key"
    CCAT_PAT_TOKEN_SECRET_ID                  = "use the variable token_secret_arn"
  }

  # A repository's name cannot be part of a variable's, so each exception has a number.
  accepted = merge([
    for number, repository in keys(var.exceptions) : {
      "CCAT_PAT_AUDIT_ACCEPT__${number + 1}__REPOSITORY" = repository
      "CCAT_PAT_AUDIT_ACCEPT__${number + 1}__REASON"     = var.exceptions[repository].reason
      "CCAT_PAT_AUDIT_ACCEPT__${number + 1}__UNTIL"      = var.exceptions[repository].until
    }
  ]...)

  # In bytes. Lambda takes 4 KiB of environment; the rest is for what one function is told besides. JSON counts a little
  # too much, never too little.
  settings_length  = ceil(length(base64encode(jsonencode(local.settings))) * 3 / 4)
  longest_settings = 3800
}
