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
