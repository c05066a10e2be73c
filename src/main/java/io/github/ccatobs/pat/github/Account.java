package io.github.ccatobs.pat.github;

/**
 * Who a credential belongs to.
 *
 * @param login the account's name, as it may be shown: GitHub's names have no links, so what looks like one is cut
 */
public record Account(String login) {

    /** Cuts links. */
    public Account {
        login = SanitizedErrorMessage.withoutLinks(login);
    }
}
