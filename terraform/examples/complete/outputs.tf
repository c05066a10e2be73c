output "api_url" {
  description = "Where the API is."
  value       = module.ccat_pat.api_url
}

output "token_secret_arn" {
  description = "Where the token goes."
  value       = module.ccat_pat.token_secret_arn
}

output "state_machine_arn" {
  description = "The rotations' state machine."
  value       = module.ccat_pat.state_machine_arn
}

output "table_name" {
  description = "The table; CCAT_PAT_STORE_TABLE for ccat pat audits and ccat pat rotations."
  value       = module.ccat_pat.table_name
}

output "operator_policy_arn" {
  description = "The policy for people who rotate and audit by hand."
  value       = aws_iam_policy.operator.arn
}

output "start_rotation" {
  description = "How a person begins a rotation of the secret's current version."
  value       = "aws stepfunctions start-execution --region ${var.region} --state-machine-arn ${module.ccat_pat.state_machine_arn} --input '{\"startedBy\":\"YOUR NAME\"}'"
}

output "start_audit" {
  description = "How a person begins an audit."
  value       = "aws lambda invoke --region ${var.region} --function-name ${module.ccat_pat.audit_function_arn} --invocation-type Event --cli-binary-format raw-in-base64-out --payload '{}' /dev/stdout"
}
