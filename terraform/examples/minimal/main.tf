# The least: the token itself reads and writes, alarms stay in CloudWatch, callers of the API sign with IAM.

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
  region = "eu-central-1"
}

variable "function_zip" {
  description = "Path of function.zip. ./mvnw package leaves it here."
  type        = string
  default     = "../../../target/function.zip"
}

module "ccat_pat" {
  # Outside of this repository: github.com/ccatobs/ccat-pat//terraform?ref=v0.1.0
  source = "../.."

  function_zip = var.function_zip
  graph        = "github:ccatobs/system-integration:ci/dependency-graph.yml"
}

output "api_url" {
  description = "Where the API is."
  value       = module.ccat_pat.api_url
}

output "token_secret_arn" {
  description = "Where the token goes."
  value       = module.ccat_pat.token_secret_arn
}
