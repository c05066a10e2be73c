package io.github.ccatobs.pat.graph;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys that mean something to us, each with all its spellings; case, {@code _} and {@code -} make no difference.
 */
enum GraphKeyword {
    /** Holds repositories. */
    REPOSITORIES("repos", "repositories", "nodes"),
    /** Holds groups, which hold repositories. */
    GROUPS("groups", "deploygroups"),
    /** Names the repository of a mapping; what stands first here goes first. */
    REPOSITORY("repo", "repository", "github", "fullname"),
    /** The address of a mapping's repository; it says the owner. */
    ADDRESS("url git repourl repositoryurl giturl cloneurl sshurl httpsurl htmlurl"),
    /** The account that a mapping's repository belongs to. */
    ORGANIZATION("organization", "organisation", "org"),
    /** The account that a mapping's repository belongs to, or the people who look after it. */
    OWNER("owner"),
    /** Names the repository of a list's item; a label anywhere else. */
    NAME("name"),
    /** Another name for the same thing. */
    ID("id"),
    /** The group a repository is in. */
    MEMBER_OF("group", "deploygroup", "groups", "deploygroups"),
    /** The repositories that this one depends on. */
    UPSTREAM("dependson", "dependencies", "upstream", "upstreams", "needs"),
    /** The repositories that depend on this one. */
    DOWNSTREAM("downstream", "downstreams", "triggers", "crossgrouptrigger", "crossgrouptriggers"),
    /** Dependencies apart from repositories, which are not read. */
    EDGES("edges"),
    /** Text about the file or the group as a whole. */
    LABEL("version", "name", "id", "description", "title", "comment", "schema", "$schema", "kind", "apiversion"),
    /** Excludes a repository or a group when it is false. */
    ENABLED("enabled"),
    /** Excludes a repository or a group when it is true. */
    DISABLED("disabled", "archived"),
    /** Excludes a repository when it is false; any other value means something else. */
    SECRET("secret", "active"),
    /** Excludes a repository when it is true; any other value means something else. */
    SKIPPED("skip", "skipped", "ignore", "ignored", "exclude", "excluded"),
    /** Says something about a repository that is not read. */
    ATTRIBUTE("branch defaultbranch ref revision workflow workflows language submodule submodules"),
    /** Says something about a repository that people want to know, and is not read. */
    REPOSITORY_METADATA(
            "team teams type path directory tag tags topic topics visibility private public maintainer",
            "maintainers contact contacts email slack channel homepage website docs documentation",
            "license licence priority order role tier size lang languages note notes summary since",
            "port ports image runner runners arch platform platforms python node java tests test build"),
    /** Makes a mapping a job of a CI service, which may need other jobs. */
    JOB("script", "steps", "runson"),
    /** Says something about a file or a group that is not read. */
    METADATA(
            "defaults metadata meta config configuration settings options gate gates gatecheck",
            "gatechecks gateworkflow check checks jenkins jenkinsjob jenkinsjobs deploy deployment",
            "deployments deployjob deployjobs environment environments staging production prod",
            "develop development dev qa preview live notifications orchestrator organization",
            "organisation org"),
    /** Stands in files of other kinds: a repository of that name is listed under 'repos'. */
    OTHER(
            "on jobs job permissions concurrency env runname variables vars parameters params global",
            "globals stages workflow workflows include includes inputs outputs services volumes",
            "networks secrets registries updates orbs executors commands pool trigger schedule",
            "schedules matrix strategy theme plugins extra labels branches paths info components",
            "scripts engines packages self spec source project package template templates");

    private static final Set<GraphKeyword> STRUCTURE = EnumSet.of(
            REPOSITORIES,
            GROUPS,
            REPOSITORY,
            ADDRESS,
            ORGANIZATION,
            NAME,
            ID,
            MEMBER_OF,
            UPSTREAM,
            DOWNSTREAM,
            EDGES,
            LABEL);

    @SuppressWarnings("ImmutableEnumChecker") // List.of, below, cannot be changed
    private final List<String> spellings;

    /** @param spellings separated by spaces or by commas */
    GraphKeyword(String... spellings) {
        this.spellings = List.of(String.join(" ", spellings).split(" "));
    }

    /** All its spellings, without {@code _} and {@code -}. */
    List<String> words() {
        return spellings;
    }

    boolean means(YamlValue.Text key) {
        return spellings.contains(plain(key));
    }

    /** Whether {@code mapping} has such a key. */
    boolean isIn(YamlValue.Mapping mapping) {
        return values(mapping).findAny().isPresent();
    }

    /** The values of all such keys, in the order of the file. */
    Stream<YamlValue> values(YamlValue.Mapping mapping) {
        return mapping.entries().stream().filter(entry -> means(entry.key())).map(YamlValue.MappingEntry::value);
    }

    /** All such entries that have a value, in the order of the spellings above. */
    Stream<YamlValue.MappingEntry> inOrder(YamlValue.Mapping mapping) {
        return spellings.stream()
                .flatMap(spelling -> mapping.entries().stream()
                        .filter(entry -> plain(entry.key()).equals(spelling)))
                .filter(entry -> !(entry.value() instanceof YamlValue.Nothing));
    }

    /** The value of the first of them. */
    Optional<YamlValue> first(YamlValue.Mapping mapping) {
        return inOrder(mapping).map(YamlValue.MappingEntry::value).findFirst();
    }

    /** The values of all such keys that are text, in the order of the file. */
    Stream<YamlValue.Text> texts(YamlValue.Mapping mapping) {
        return values(mapping).filter(YamlValue.Text.class::isInstance).map(YamlValue.Text.class::cast);
    }

    /** Whether {@code key} is one of {@code keywords}. */
    static boolean isAny(YamlValue.Text key, GraphKeyword... keywords) {
        return Stream.of(keywords).anyMatch(keyword -> keyword.means(key));
    }

    /** Whether {@code key} is a word of the file's own structure, which is no repository's name in a list. */
    static boolean isStructure(YamlValue.Text key) {
        return STRUCTURE.stream().anyMatch(keyword -> keyword.means(key));
    }

    /** Whether {@code mapping} has a key of one of {@code keywords}. */
    static boolean isAnyIn(YamlValue.Mapping mapping, GraphKeyword... keywords) {
        return Stream.of(keywords).anyMatch(keyword -> keyword.isIn(mapping));
    }

    /** Whether {@code key} is any of these words, or one that editors and tools pass over: {@code x-...}. */
    static boolean isKnown(YamlValue.Text key) {
        return key.text().startsWith("x-") || Stream.of(values()).anyMatch(keyword -> keyword.means(key));
    }

    private static String plain(YamlValue.Text key) {
        return plain(key.text());
    }

    /** A key without what makes no difference in it. */
    static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
