# --- Deployment

variable "name" {
  description = "Begins the name of everything here, so that two stacks can share an account."
  type        = string
  default     = "ccat-pat"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "function_zip" {
  description = "Path of function.zip, which ./mvnw package leaves in target. All functions run it."
  type        = string

  validation {
    condition     = fileexists(var.function_zip)
    error_message = "function_zip must be a file: build it with ./mvnw package; it is then target/function.zip."
  }
}

variable "runtime" {
  description = "Lambda's Java: java21, or java25, which the provider knows from hashicorp/aws 6.20 on and refuses before."
  type        = string
  default     = "java21"

  validation {
    condition     = contains(["java21", "java25"], var.runtime)
    error_message = "runtime must be java21, or java25 with hashicorp/aws 6.20 or newer; the program does not run on an older Java."
  }
}

variable "architecture" {
  description = "arm64, which costs a fifth less, or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be arm64 or x86_64."
  }
}

variable "memory_mb" {
  description = "Memory of each function; more also means more processor, a quicker start and a higher price per second."
  type        = number
  default     = 1024

  validation {
    condition     = var.memory_mb >= 512 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb must be a whole number from 512 to 10240."
  }
}

variable "snap_start" {
  description = "Whether functions start from a snapshot. Shorter starts for an API that is called often; a snapshot that was not used for a while is slower than a plain start."
  type        = bool
  default     = true
}

variable "reserved_concurrency" {
  description = "How many executions of a function (audit, rotate, api) may run at once, kept free for it out of the account's. AWS leaves at least 100 unreserved, so an account whose limit is not above that cannot reserve any. A rotation and an audit need one each."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for function, executions in var.reserved_concurrency : contains(["audit", "rotate", "api"], function)])
    error_message = "reserved_concurrency must name the functions audit, rotate and api, such as { api = 5 }."
  }

  validation {
    condition     = alltrue([for executions in values(var.reserved_concurrency) : try(executions >= 1 && floor(executions) == executions, false)])
    error_message = "reserved_concurrency must be whole numbers from 1 on; 0 would stop the function."
  }
}

variable "tags" {
  description = "Tags of everything here that can have tags. Those of the provider's default_tags are added."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.tags) <= 50 && alltrue([
      for key, value in var.tags : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$", value))
    ])
    error_message = "tags must be at most 50, with keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + - @; no key begins with aws:."
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds every role here. It must allow what docs/permissions.md lists. Null means no boundary."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary must be the ARN of an IAM policy (arn:aws:iam::ACCOUNT:policy/NAME)."
  }
}

variable "kms_key_arn" {
  description = "ARN of a KMS key of your own for the token's secret made here, the table, the logs and the functions' environment. The key's policy must let logs.REGION.amazonaws.com use it. Null means AWS's own keys."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a key (arn:aws:kms:REGION:ACCOUNT:key/ID); an alias is not enough for a policy."
  }
}

# --- Audits and rotations

variable "graph" {
  description = "The dependency graph on GitHub: github:OWNER/REPO:PATH[@REF]."
  type        = string

  validation {
    condition     = can(regex("^github:[A-Za-z0-9-]+/[A-Za-z0-9._-]+:[^@:\\s]+(@[^@:\\s]+)?$", var.graph))
    error_message = "graph must be github:OWNER/REPO:PATH or github:OWNER/REPO:PATH@REF; a function has no files to read it from."
  }
}

variable "organization" {
  description = "Owner of the graph's bare names."
  type        = string
  default     = "ccatobs"

  validation {
    condition     = can(regex("^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$", var.organization))
    error_message = "organization must be the name of a GitHub organisation or user."
  }
}

variable "owners" {
  description = "The owners whose repositories may be written and audited; empty means organization alone. A graph that lists a repository of another owner is refused, so that who may change the graph cannot send the token elsewhere."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for owner in var.owners : can(regex("^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$", owner))])
    error_message = "owners must be names of GitHub organisations or users, such as [\"ccatobs\"]."
  }

  validation {
    condition = contains(
      length(var.owners) > 0 ? [for owner in var.owners : lower(owner)] : [lower(var.organization)],
      lower(strcontains(var.orchestrator, "/") ? split("/", var.orchestrator)[0] : var.organization)
    )
    error_message = "owners (without any: organization) must list the owner of the orchestrator, which is always written."
  }
}

variable "orchestrator" {
  description = "The repository that is always included and written first: a bare name, or OWNER/REPO."
  type        = string
  default     = "system-integration"

  validation {
    condition     = can(regex("^([A-Za-z0-9-]+/)?[A-Za-z0-9._-]{1,100}$", var.orchestrator))
    error_message = "orchestrator must be the name of a repository, or OWNER/REPO."
  }
}

variable "accept_no_expiry" {
  description = "Whether a token without an end is handed out. Without this such a token only warns, and a rotation that runs unattended refuses what warns."
  type        = bool
  default     = false
  nullable    = false
}

variable "actions_secret" {
  description = "Name of the GitHub Actions secret."
  type        = string
  default     = "GH_PAT"

  validation {
    condition     = can(regex("^[A-Z_][A-Z0-9_]*$", var.actions_secret)) && !startswith(var.actions_secret, "GITHUB_")
    error_message = "actions_secret must be upper-case letters, digits and underscores, not begin with a digit, and not begin with GITHUB_."
  }
}

variable "exceptions" {
  description = "Accepted findings: repositories, by name or OWNER/REPO, that may be as they are; why; and the last day, by UTC, on which that holds. Each hides all findings of its repository until then."
  type = map(object({
    reason = string
    until  = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for repository in keys(var.exceptions) : can(regex("^([A-Za-z0-9-]+/)?[A-Za-z0-9._-]{1,100}$", repository))])
    error_message = "exceptions must name repositories: NAME, or OWNER/REPO."
  }

  validation {
    condition     = length(distinct([for repository in keys(var.exceptions) : lower(strcontains(repository, "/") ? repository : "${var.organization}/${repository}")])) == length(var.exceptions)
    error_message = "exceptions must name each repository once; a bare name is organization's, and GitHub does not tell upper case from lower."
  }

  validation {
    condition     = alltrue([for exception in values(var.exceptions) : try(length(trimspace(exception.reason)) > 0 && !can(regex("[[:cntrl:]]", exception.reason)), false)])
    error_message = "exceptions must say why in one line (reason)."
  }

  validation {
    condition     = alltrue([for exception in values(var.exceptions) : can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", exception.until)) && can(timeadd("${exception.until}T00:00:00Z", "0s"))])
    error_message = "exceptions must say until when as a day, YYYY-MM-DD."
  }
}

variable "environment" {
  description = "Any other setting of ccat-pat for its functions, by the name of its environment variable, such as { CCAT_PAT_AUDIT_SWEEP = \"true\" }. docs/reference.md lists them. No secrets: values are in Terraform's state."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment) : contains(local.environment_settings, name) || contains(keys(local.other_settings), name)])
    error_message = "environment holds what is not a setting: ${join(", ", setsubtract(keys(var.environment), concat(local.environment_settings, keys(local.other_settings))))}. It may hold ${join(", ", local.environment_settings)}."
  }

  validation {
    condition     = length(setintersection(keys(var.environment), keys(local.other_settings))) == 0
    error_message = "environment cannot hold ${join(", ", [for name in setintersection(keys(var.environment), keys(local.other_settings)) : "${name} (${local.other_settings[name]})"])}."
  }

  validation {
    condition     = alltrue([for value in values(var.environment) : try(length(trimspace(value)) > 0, false)])
    error_message = "environment must not hold empty values; leave a setting out to have its default."
  }
}

variable "github_api_url" {
  description = "Base URL of GitHub's API, for a GitHub Enterprise Server: it ends in /api/v3. Null means api.github.com."
  type        = string
  default     = null

  validation {
    condition     = var.github_api_url == null || can(regex("^https://[^\\s?#@]+[^/\\s?#@]$", var.github_api_url))
    error_message = "github_api_url must begin with https:// and have no credentials, query or slash at its end."
  }
}

# --- Secrets: by ARN; no value ever passes through Terraform

variable "create_token_secret" {
  description = "Whether to make an empty secret for the token, NAME/token. Otherwise token_secret_arn says where the token is."
  type        = bool
  default     = true
}

variable "token_secret_arn" {
  description = "ARN of the secret that holds the token, when it is not made here."
  type        = string
  default     = null

  validation {
    condition     = var.create_token_secret == (var.token_secret_arn == null)
    error_message = "token_secret_arn must be given with create_token_secret = false, and only then."
  }

  validation {
    condition     = var.token_secret_arn == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}$", var.token_secret_arn))
    error_message = "token_secret_arn must be a secret's whole ARN with the six characters at its end, as aws secretsmanager describe-secret prints it."
  }
}

variable "token_json_key" {
  description = "The member that is the token, when that secret is a JSON object. Null means the secret is the token."
  type        = string
  default     = null

  validation {
    condition     = var.token_json_key == null || can(regex("^\\S(.*\\S)?$", var.token_json_key))
    error_message = "token_json_key must not be empty; leave it out when the secret is the token."
  }
}

variable "token_writer_role_names" {
  description = "Names of roles of your own, those of people or a pipeline, that may put a new token into its secret and make one that waits there current: ccat pat store-token, rotate --token-from secretsmanager:AWSPENDING. Nothing here may otherwise."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.token_writer_role_names : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", name))])
    error_message = "token_writer_role_names must be names of IAM roles, without a path or an ARN."
  }
}

variable "github_secret_arn" {
  description = "ARN of a secret with a separate credential that reads and writes on GitHub. Null means that the token itself does."
  type        = string
  default     = null

  validation {
    condition     = var.github_secret_arn == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}$", var.github_secret_arn))
    error_message = "github_secret_arn must be a secret's whole ARN with the six characters at its end, as aws secretsmanager describe-secret prints it."
  }
}

variable "github_app" {
  description = "A GitHub App that reads and writes on GitHub (docs/github-app.md): its client ID, the number of its installation (null to ask GitHub), and either the ARN of a secret with its private key in PEM or the ARN of the KMS key that signs. Null means no App."
  type = object({
    client_id              = string
    installation_id        = optional(number)
    private_key_secret_arn = optional(string)
    kms_key_arn            = optional(string)
  })
  default = null

  validation {
    condition     = var.github_app == null || can(regex("^[A-Za-z0-9._-]{1,100}$", var.github_app.client_id))
    error_message = "github_app.client_id must be the client ID of the App, e.g. Iv23liAbCdEfGhIjKlMn, or its number."
  }

  validation {
    condition     = var.github_app == null || length(compact([try(var.github_app.private_key_secret_arn, null), try(var.github_app.kms_key_arn, null)])) == 1
    error_message = "github_app must have private_key_secret_arn or kms_key_arn, and not both."
  }

  validation {
    condition     = try(var.github_app.private_key_secret_arn, null) == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}$", var.github_app.private_key_secret_arn))
    error_message = "github_app.private_key_secret_arn must be a secret's whole ARN with the six characters at its end, as aws secretsmanager describe-secret prints it."
  }

  validation {
    condition     = try(var.github_app.kms_key_arn, null) == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.github_app.kms_key_arn))
    error_message = "github_app.kms_key_arn must be a key's whole ARN, not an alias."
  }
}

variable "slack_webhook_secret_arn" {
  description = "ARN of a secret with the URL of a Slack incoming webhook. Null means no Slack."
  type        = string
  default     = null

  validation {
    condition     = var.slack_webhook_secret_arn == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}$", var.slack_webhook_secret_arn))
    error_message = "slack_webhook_secret_arn must be a secret's whole ARN with the six characters at its end, as aws secretsmanager describe-secret prints it."
  }
}

variable "recovery_window_in_days" {
  description = "How long the token's secret made here can be restored after terraform destroy: 7 to 30 days, in which its name is taken; or 0, not at all."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_in_days == 0 || contains(range(7, 31), var.recovery_window_in_days)
    error_message = "recovery_window_in_days must be a whole number from 7 to 30, or 0."
  }
}

variable "secrets_kms_key_arns" {
  description = "ARNs of the KMS keys of your own that encrypt those secrets. Empty where Secrets Manager's own key does."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.secrets_kms_key_arns : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "secrets_kms_key_arns must be ARNs of keys (arn:aws:kms:REGION:ACCOUNT:key/ID); an alias is not enough for a policy."
  }
}

# --- When

variable "audit_schedule" {
  description = "When the audit runs, as EventBridge Scheduler writes it. Once a day at least: an alarm expects it."
  type        = string
  default     = "cron(0 3 * * ? *)"

  validation {
    condition     = can(regex("^(cron\\(\\S+( \\S+){5}\\)|rate\\([1-9][0-9]* (minutes?|hours?|days?)\\))$", var.audit_schedule))
    error_message = "audit_schedule must be cron(MINUTE HOUR DAY MONTH WEEKDAY YEAR) or rate(N hours)."
  }
}

variable "time_zone" {
  description = "The schedule's time zone, such as Europe/Berlin. A time that summer time skips is skipped; one that it repeats counts once."
  type        = string
  default     = "UTC"

  validation {
    condition     = can(regex("^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", var.time_zone))
    error_message = "time_zone must be an IANA name such as UTC or Europe/Berlin."
  }
}

variable "rotate_on_new_version" {
  description = "Whether a new current version of the token's secret begins a rotation. Otherwise only the API and aws stepfunctions start-execution do."
  type        = bool
  default     = true
}

# --- The API

variable "api_jwt" {
  description = "Null: callers sign with AWS credentials (IAM). Otherwise they bring a JWT: from whom, for whom, and whose. The subjects are compared whole. They matter: every repository on GitHub can get a token of GitHub's issuer for any audience."
  type = object({
    issuer    = string
    audiences = list(string)
    subjects  = list(string)
  })
  default = null

  validation {
    condition     = var.api_jwt == null || can(regex("^https://[^\\s?#@]+$", var.api_jwt.issuer))
    error_message = "api_jwt.issuer must begin with https://, such as https://token.actions.githubusercontent.com."
  }

  validation {
    condition = try(
      length(var.api_jwt.audiences) >= 1 && length(var.api_jwt.audiences) <= 50 && alltrue([for audience in var.api_jwt.audiences : length(trimspace(audience)) > 0]),
      var.api_jwt == null
    )
    error_message = "api_jwt.audiences must name 1 to 50 audiences."
  }

  validation {
    condition = try(
      length(var.api_jwt.subjects) >= 1 && alltrue([for subject in var.api_jwt.subjects : can(regex("^[^\\s,*]+$", subject))]),
      var.api_jwt == null
    )
    error_message = "api_jwt.subjects must name whole subjects without *, comma or space, such as repo:ccatobs/system-integration:ref:refs/heads/main."
  }
}

variable "api_throttle" {
  description = "Requests per second that the API takes for long, and at once. People and workflows need few."
  type = object({
    rate  = number
    burst = number
  })
  default = {
    rate  = 5
    burst = 10
  }

  validation {
    condition     = var.api_throttle.rate >= 1 && var.api_throttle.burst >= 1 && var.api_throttle.rate <= 100 && var.api_throttle.burst <= 200
    error_message = "api_throttle must be a rate from 1 to 100 and a burst from 1 to 200; 0 would refuse every request."
  }
}

# --- Retention and notifications

variable "log_format" {
  description = "JSON or Text: how Lambda and the program write each line of the log. Metrics are read from it either way."
  type        = string
  default     = "JSON"

  validation {
    condition     = contains(["JSON", "Text"], var.log_format)
    error_message = "log_format must be JSON or Text."
  }
}

variable "state_machine_log_level" {
  description = "The log level of the state machine's executions: OFF, FATAL, ERROR or ALL. Their history shows the same for 90 days without it."
  type        = string
  default     = "OFF"

  validation {
    condition     = contains(["OFF", "FATAL", "ERROR", "ALL"], var.state_machine_log_level)
    error_message = "state_machine_log_level must be OFF, FATAL, ERROR or ALL."
  }
}

variable "tracing" {
  description = "Whether the functions and the state machine send traces to X-Ray, which costs by the trace."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_retention_days" {
  description = "How long logs are kept: a day to a year, or up to ten."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of CloudWatch's steps: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 or years of 365 to 366 days up to 3653."
  }
}

variable "create_dashboard" {
  description = "Whether to make the CloudWatch dashboard, which costs 3 dollars a month after the account's first three."
  type        = bool
  default     = true
  nullable    = false
}

variable "create_alarms" {
  description = "Whether to make the alarms. Without them nothing but Slack says that audits fail or that the token ends."
  type        = bool
  default     = true
  nullable    = false
}

variable "token_expiry_alarm_days" {
  description = "How many days before the end of the token, and of the separate credential, their alarms begin."
  type        = number
  default     = 7

  validation {
    condition     = var.token_expiry_alarm_days >= 1 && var.token_expiry_alarm_days <= 90 && floor(var.token_expiry_alarm_days) == var.token_expiry_alarm_days
    error_message = "token_expiry_alarm_days must be a whole number from 1 to 90."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that hears of alarms and of their end. Null: they only show in CloudWatch."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_topic_arn == null || can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of a standard SNS topic."
  }

  validation {
    condition     = var.alarm_topic_arn == null || var.create_alarms
    error_message = "alarm_topic_arn needs create_alarms = true: without alarms the topic hears nothing."
  }
}

variable "runbook_url" {
  description = "The page to which messages in Slack lead, http or https. Null means the runbook in the product's own repository."
  type        = string
  default     = null

  validation {
    condition     = var.runbook_url == null || can(regex("^https?://[^\\s<>|`\"@]{1,480}$", var.runbook_url))
    error_message = "runbook_url must be an http or https address of at most 500 characters without spaces, quotes, <, >, | and @."
  }
}

variable "table_deletion_protection" {
  description = "Whether the table refuses to be deleted. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
}
