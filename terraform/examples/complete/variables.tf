variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-central-1"
}

variable "function_zip" {
  description = "Path of function.zip. Null means where ./mvnw package leaves it."
  type        = string
  default     = null
}

variable "alarm_email" {
  description = "Who hears of alarms; AWS asks that address first."
  type        = string
  default     = "ccat-operations@example.org"
}
