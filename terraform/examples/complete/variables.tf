variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-central-1"
}

variable "function_zip" {
  description = "Path of function.zip. ./mvnw package leaves it here."
  type        = string
  default     = "../../../target/function.zip"
}

variable "rotate_on_new_version" {
  description = "Whether a new version of the token's secret begins a rotation. Begin with false: look at an audit first."
  type        = bool
  default     = true
}

variable "alarm_email" {
  description = "Who hears of alarms; AWS asks that address first."
  type        = string
  default     = "ccat-operations@example.org"
}
