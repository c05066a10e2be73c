package io.github.ccatobs.pat.domain;

import java.util.Locale;

/**
 * A repository as GitHub names it, {@code owner/name}. It prints as it was written and equals without regard to case,
 * as on GitHub. Whatever it holds is safe as a path segment of a URL.
 *
 * @param owner 1 to 39 letters, digits and single inner hyphens
 * @param name 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}; not {@code .} or {@code ..}, not ending in
 *     {@code .git} or {@code .wiki}
 */
public record RepositoryName(String owner, String name) implements Comparable<RepositoryName> {

    private static final int LONGEST_OWNER = 39;
    private static final int LONGEST_NAME = 100;
    private static final char LAST_OF_ASCII = 127;

    /**
     * Checks both halves against GitHub's rules.
     *
     * @throws IllegalArgumentException naming the half that is wrong, what came and what was expected
     */
    public RepositoryName {
        if (!isOwner(owner)) {
            throw new IllegalArgumentException("owner " + QuotedText.of(owner)
                    + " is not a GitHub account: expected 1 to 39 letters, digits and single inner hyphens");
        }
        if (!isOf(name, LONGEST_NAME, "._-") || isReserved(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("repository " + QuotedText.of(name)
                    + " is not a GitHub repository name: expected 1 to 100 letters, digits, '-', '_' and '.',"
                    + " and not '.', '..' or an ending in '.git' or '.wiki'");
        }
    }

    /**
     * Reads {@code owner/name}.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public static RepositoryName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash != text.lastIndexOf('/')) {
            throw new IllegalArgumentException("repository " + QuotedText.of(text) + " is not of the form OWNER/NAME");
        }
        return new RepositoryName(text.substring(0, slash), text.substring(slash + 1));
    }

    /**
     * Reads {@code owner/name}, or a bare name that belongs to {@code organization}.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public static RepositoryName parse(String text, String organization) {
        return text.indexOf('/') < 0 ? new RepositoryName(organization, text) : parse(text);
    }

    /** Whether both belong to one account, whatever the case. */
    public boolean hasOwnerOf(RepositoryName other) {
        return owner.equalsIgnoreCase(other.owner);
    }

    private static boolean isOwner(String login) {
        return isOf(login, LONGEST_OWNER, "-")
                && !login.startsWith("-")
                && !login.endsWith("-")
                && !login.contains("--");
    }

    /** Whether {@code text} has 1 to {@code most} ASCII letters, digits and {@code others}. */
    private static boolean isOf(String text, int most, String others) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            boolean isAlphanumeric = one <= LAST_OF_ASCII && Character.isLetterOrDigit(one);
            if (!isAlphanumeric && others.indexOf(one) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }

    private static boolean isReserved(String name) {
        return name.equals(".") || name.equals("..") || name.endsWith(".git") || name.endsWith(".wiki");
    }

    @Override
    public int compareTo(RepositoryName other) {
        return key().compareTo(other.key());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RepositoryName that && name.equalsIgnoreCase(that.name) && hasOwnerOf(that);
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }

    private String key() {
        return toString().toLowerCase(Locale.ROOT);
    }
}
