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

variable "alarm_email" {
  description = "Who hears of alarms; AWS asks that address first."
  type        = string
  default     = "ccat-operations@example.org"
}
