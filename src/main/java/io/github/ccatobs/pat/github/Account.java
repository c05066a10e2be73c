package io.github.ccatobs.pat.github;

/**
 * Who a credential belongs to.
 *
 * @param login the account's name
 */
public record Account(String login) {}
