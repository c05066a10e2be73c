package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where git finds a repository: {@code https://HOST/OWNER/NAME}, {@code ssh://git@HOST/OWNER/NAME}, {@code
 * git@HOST:OWNER/NAME} and their like. Its user and password are not kept.
 *
 * @param host in lower case, without {@code www.}, port and the dot of a complete name
 * @param repository owner and name
 * @param hasPassword whether there is a user beside the {@code git} of ssh, or a password
 */
record RepositoryAddress(String host, RepositoryName repository, boolean hasPassword) {

    static final String EXPECTED = "expected https://HOST/OWNER/NAME, ssh://git@HOST/OWNER/NAME or git@HOST:OWNER/NAME";

    private static final String HOST = "(?<host>[A-Za-z0-9.-]+)";
    private static final Pattern URL =
            Pattern.compile("(?i)(?:git\\+)?(?<scheme>https?|ssh|git)://(?:(?<user>[^/?#]*)@)?" + HOST
                    + "(?::\\d{0,5})?/(?<path>[^?#@]*)(?:[?#][^@]*)?");
    private static final Pattern SCP =
            Pattern.compile("(?:(?<user>[^/@:]+)@)?" + HOST + ":(?<path>[^?#@:]*)(?:[?#][^@]*)?");
    private static final Pattern WITHOUT_SCHEME =
            Pattern.compile("(?<host>[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)/(?<path>[^/?#@:]+/[^?#@:]+)(?:[?#][^@]*)?");
    private static final Pattern HARMLESS_USER = Pattern.compile("git|org-\\d+");

    /** Whether {@code text} is meant as an address: no repository's name has a colon, no owner a dot. */
    static boolean isMeantBy(String text) {
        return text.contains(":") || WITHOUT_SCHEME.matcher(text).matches();
    }

    /** Reads an address; empty when it is not one, or names no repository. */
    static Optional<RepositoryAddress> parse(String text) {
        var url = URL.matcher(text);
        if (url.matches()) {
            boolean isSsh = "ssh".equalsIgnoreCase(url.group("scheme"));
            return of(url, isSsh ? isSecret(url.group("user")) : url.group("user") != null);
        }
        var scp = SCP.matcher(text);
        if (scp.matches()) {
            return of(scp, isSecret(scp.group("user")));
        }
        var plain = WITHOUT_SCHEME.matcher(text);
        return plain.matches() ? of(plain, false) : Optional.empty();
    }

    /** Whether it is on {@code webHost}, or where github.com takes ssh on the port of https. */
    boolean isOn(String webHost) {
        return host.equals(webHost) || (webHost.equals("github.com") && host.equals("ssh.github.com"));
    }

    /** An address, or any text, without what stands before an {@code @} or in a query: a password, or a token. */
    static String withoutUser(String text) {
        int at = text.lastIndexOf('@');
        int scheme = text.indexOf("://");
        int start = scheme >= 0 && scheme < at ? scheme + "://".length() : 0;
        boolean isShown =
                at < 0 || HARMLESS_USER.matcher(text.substring(start, at)).matches();
        String shown = isShown ? text : text.substring(0, start) + "..." + text.substring(at);
        return scheme >= 0 ? shown.replaceFirst("(?s)[?#].*", "?...") : shown;
    }

    private static Optional<RepositoryAddress> of(Matcher address, boolean hasPassword) {
        String[] path = address.group("path").replaceAll("^/+|/+$", "").split("/", -1);
        String host = address.group("host").toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (path.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RepositoryAddress(
                    host.startsWith("www.") ? host.substring("www.".length()) : host,
                    new RepositoryName(path[0], path[1].replaceFirst("(?i)\\.git$", "")),
                    hasPassword));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSecret(String user) {
        return user != null && !HARMLESS_USER.matcher(user).matches();
    }
}
