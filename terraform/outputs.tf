output "api_url" {
  description = "Where the API is; append /rotations or /audits."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "api_execution_arn" {
  description = "Begins the resource of execute-api:Invoke in the policy of those who may call the API with IAM."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "token_secret_arn" {
  description = "Where the token goes: aws secretsmanager put-secret-value --secret-id ... --secret-string file://..."
  value       = local.token_secret_arn
}

output "state_machine_arn" {
  description = "The rotations' state machine; its executions show every slice."
  value       = aws_sfn_state_machine.rotation.arn
}

output "audit_function_arn" {
  description = "The function audit by its alias, for the policy of people who may begin an audit: lambda:InvokeFunction."
  value       = aws_lambda_alias.worker["audit"].arn
}

output "function_names" {
  description = "The functions by what they do. Call their alias live."
  value       = merge({ for key, function in aws_lambda_function.worker : key => function.function_name }, { api = aws_lambda_function.api.function_name })
}

output "log_groups" {
  description = "The log groups: of each function, access (of the API), and state-machine when that one logs."
  value = merge(
    { for key, group in aws_cloudwatch_log_group.function : key => group.name },
    { access = aws_cloudwatch_log_group.api_access.name },
    { for group in aws_cloudwatch_log_group.rotation : "state-machine" => group.name }
  )
}

output "table_name" {
  description = "The DynamoDB table. With CCAT_PAT_STORE_TABLE set to it, the command shows the same rotations and audits."
  value       = aws_dynamodb_table.this.name
}

output "table_arn" {
  description = "The table, for the policy of people who may read it: dynamodb:GetItem and dynamodb:Query."
  value       = aws_dynamodb_table.this.arn
}

output "dead_letter_queue_url" {
  description = "The queue of calls that could not begin, or failed twice."
  value       = aws_sqs_queue.dead_letters.id
}

output "dashboard_name" {
  description = "The CloudWatch dashboard; null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
