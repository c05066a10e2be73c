package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks a path or a reference in a repository before it becomes part of a URL. */
final class RemotePathRules {

    private static final Pattern UNSAFE_IN_PATH = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}%?#\\\\]");

    /** Beyond what a URL would obey: what git forbids in a reference. */
    private static final Pattern UNSAFE_IN_REF = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}%?#\\\\~^:*\\[@]|\\.\\.");

    private RemotePathRules() {}

    /** Refuses what could point outside the repository or change the meaning of a URL. */
    static void checkPath(String path) {
        if (hasOddSegments(path) || UNSAFE_IN_PATH.matcher(path).find()) {
            throw new IllegalArgumentException("graph path " + QuotedText.of(path)
                    + " is not a file in a repository: expected names joined by '/', none of them empty, '.' or '..',"
                    + " and no '%', '?', '#', '\\' or control characters");
        }
    }

    /** Refuses what git refuses as a reference, and what could change the meaning of a URL. */
    static void checkRef(String ref) {
        if (hasOddSegments(ref) || UNSAFE_IN_REF.matcher(ref).find()) {
            throw new IllegalArgumentException("graph reference " + QuotedText.of(ref)
                    + " is not a branch, tag or commit: expected a name, e.g. main, v1.2 or feature/x, without '..',"
                    + " spaces or any of % ? # \\ ~ ^ : * [ @");
        }
    }

    private static boolean hasOddSegments(String name) {
        return Stream.of(name.split("/", -1))
                .anyMatch(segment -> segment.isBlank() || segment.equals(".") || segment.equals(".."));
    }
}
