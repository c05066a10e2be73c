package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides whether a mapping describes a repository where other things may stand beside repositories: at the top of a
 * file without {@code repos:}, and in a group. Nothing is invented: a name that files use for other things is not a repository.
 */
final class RepositoryDetector {

    private static final Pattern SETTING = Pattern.compile("(?i)(?:gate|jenkins)[_-].*|.*[_-](?:gates?|checks?|jobs?)");

    private RepositoryDetector() {}

    /** Whether {@code entry} is a repository, or holds some, whatever stands beside it. */
    static boolean isIn(YamlValue.MappingEntry entry) {
        return isFree(entry.key())
                && entry.value() instanceof YamlValue.Mapping mapping
                && !GraphKeyword.JOB.isIn(mapping)
                && (mapping.entries().isEmpty()
                        || isStrong(mapping)
                        || GraphKeyword.ATTRIBUTE.isIn(mapping)
                        || Exclusion.isIn(mapping));
    }

    /**
     * Whether {@code entry}, which has nothing inside but text of its own, is a repository among others: one of {@code
     * siblings} must surely be one.
     */
    static boolean isIn(YamlValue.MappingEntry entry, List<YamlValue.MappingEntry> siblings) {
        return isFree(entry.key())
                && entry.value() instanceof YamlValue.Mapping mapping
                && !GraphKeyword.JOB.isIn(mapping)
                && mapping.entries().stream().anyMatch(member -> member.value() instanceof YamlValue.Text)
                && siblings.stream()
                        .anyMatch(sibling -> isFree(sibling.key())
                                && sibling.value() instanceof YamlValue.Mapping other
                                && !GraphKeyword.JOB.isIn(other)
                                && isStrong(other));
    }

    /** Whether {@code key} can be a repository's name, rather than a word of this file's or of other files. */
    static boolean isFree(YamlValue.Text key) {
        return !GraphKeyword.isStructure(key)
                && !isSetting(key)
                && !GraphKeyword.OTHER.means(key)
                && !key.text().startsWith("x-");
    }

    /** Whether {@code key} is known to say something about the file or a group, such as its gate check. */
    static boolean isSetting(YamlValue.Text key) {
        return GraphKeyword.METADATA.means(key) || SETTING.matcher(key.text()).matches();
    }

    private static boolean isStrong(YamlValue.Mapping mapping) {
        return GraphKeyword.isAnyIn(
                mapping,
                GraphKeyword.REPOSITORY,
                GraphKeyword.ADDRESS,
                GraphKeyword.MEMBER_OF,
                GraphKeyword.UPSTREAM,
                GraphKeyword.DOWNSTREAM);
    }
}
