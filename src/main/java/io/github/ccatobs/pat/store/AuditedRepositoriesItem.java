package io.github.ccatobs.pat.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The repositories of the last audit as few items of compressed JSON, since they are only read together: an item of
 * DynamoDB may have 400 KB, and one for each repository would cost a night's audit a transaction for every hundred.
 */
final class AuditedRepositoriesItem {

    static final String AUDITED_AT = "auditedAt";

    private static final String PARTITION = "REPOSITORIES";
    private static final String PARTS = "parts";
    private static final String ROWS = "rows";

    /** The most characters of rows in an item, which has at most 400 KB with its key and other texts. */
    private static final int LONGEST = 300_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<List<Map<String, String>>> TEXTS = new TypeReference<>() {};
    private static final String SEPARATOR = " ";

    private AuditedRepositoriesItem() {}

    static ItemKey first(SecretName secret) {
        return key(secret, 0);
    }

    private static ItemKey key(SecretName secret, int part) {
        return new ItemKey(PARTITION, "%s#%04d".formatted(secret, part));
    }

    /** The items of {@code seen}, to be written at once; the first one says how many there are. */
    static List<Item> items(AuditedRepositories seen) {
        var parts = parts(seen.rows());
        return IntStream.range(0, parts.size())
                .mapToObj(part -> Item.at(key(seen.secret(), part))
                        .with(AUDITED_AT, seen.auditedAt())
                        .with(PARTS, parts.size())
                        .with(ROWS, parts.get(part)))
                .toList();
    }

    /** Halved until each is short enough. */
    private static List<String> parts(List<AuditedRepository> rows) {
        String packed = packed(rows);
        int half = rows.size() / 2;
        return packed.length() <= LONGEST || half == 0
                ? List.of(packed)
                : Stream.of(rows.subList(0, half), rows.subList(half, rows.size()))
                        .flatMap(some -> parts(some).stream())
                        .toList();
    }

    /**
     * The items that belong together, as they are now.
     *
     * @param find finds the other items
     * @throws IllegalArgumentException when one is not there
     */
    static List<Item> all(SecretName secret, Item first, Function<ItemKey, Optional<Item>> find) {
        List<Item> items = new ArrayList<>(List.of(first));
        for (int part = 1; part < first.number(PARTS); part++) {
            var key = key(secret, part);
            items.add(find.apply(key)
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + key.sort() + ", which follows")));
        }
        return items;
    }

    /** Whether one audit wrote all of {@code items}: they are read one by one, and another may be kept between. */
    static boolean areOfOneAudit(List<Item> items) {
        return items.stream().map(item -> item.text(AUDITED_AT)).distinct().count() == 1;
    }

    /**
     * Reads what {@link #items} wrote.
     *
     * @throws IllegalArgumentException when they are not of one audit, or are not what was written
     */
    static AuditedRepositories read(SecretName secret, List<Item> items) {
        if (!areOfOneAudit(items)) {
            throw new IllegalArgumentException("these are parts of several audits");
        }
        return new AuditedRepositories(
                secret,
                items.getFirst().moment(AUDITED_AT),
                items.stream()
                        .flatMap(item -> unpacked(item.text(ROWS)).stream())
                        .toList());
    }

    private static String packed(List<AuditedRepository> rows) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(MAPPER.writeValueAsBytes(
                    rows.stream().map(AuditedRepositoriesItem::texts).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("texts can always be written in memory", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static List<AuditedRepository> unpacked(String text) {
        try (var gzip = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII))))) {
            return MAPPER.readValue(gzip.readAllBytes(), TEXTS).stream()
                    .map(AuditedRepositoriesItem::row)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a list of repositories", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is not compressed", e);
        }
    }

    private static Map<String, String> texts(AuditedRepository row) {
        var state = row.state();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", state.repository().toString());
        switch (state.seen()) {
            case Observation.Present(Instant updatedAt) -> texts.put("present", updatedAt.toString());
            case Observation.Absent absent -> texts.put("absent", "");
            case Observation.Unreadable(Observation.Cause cause, String reason) -> {
                texts.put("unreadable", cause.name());
                texts.put("reason", reason);
            }
            case Observation.TransferredAway(RepositoryName today) -> texts.put("transferred", today.toString());
        }
        state.archived().ifPresent(is -> texts.put("archived", is.toString()));
        state.renamedTo().ifPresent(today -> texts.put("renamed", today.toString()));
        putNames(texts, "also", state.alsoListedAs().stream());
        row.accepted().ifPresent(waiver -> {
            texts.put("acceptedUntil", waiver.until().toString());
            texts.put("accepted", waiver.reason());
        });
        putNames(texts, "needs", row.dependencies().stream().sorted());
        return texts;
    }

    private static void putNames(Map<String, String> texts, String name, Stream<RepositoryName> names) {
        String joined = names.map(Object::toString).collect(Collectors.joining(SEPARATOR));
        if (!joined.isEmpty()) {
            texts.put(name, joined);
        }
    }

    private static AuditedRepository row(Map<String, String> texts) {
        var state = new RepositoryState(
                RepositoryName.parse(text(texts, "name")),
                seen(texts),
                maybe(texts, "archived").map(Boolean::valueOf),
                maybe(texts, "renamed").map(RepositoryName::parse),
                names(texts, "also").toList());
        var waiver =
                maybe(texts, "acceptedUntil").map(until -> new Waiver(text(texts, "accepted"), LocalDate.parse(until)));
        return new AuditedRepository(
                state, waiver, names(texts, "needs").collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Observation seen(Map<String, String> texts) {
        return maybe(texts, "present")
                .<Observation>map(moment -> new Observation.Present(Instant.parse(moment)))
                .or(() -> maybe(texts, "absent").map(none -> new Observation.Absent()))
                .or(() -> maybe(texts, "transferred")
                        .map(today -> new Observation.TransferredAway(RepositoryName.parse(today))))
                .orElseGet(() -> new Observation.Unreadable(
                        Observation.Cause.valueOf(text(texts, "unreadable")), text(texts, "reason")));
    }

    private static Stream<RepositoryName> names(Map<String, String> texts, String name) {
        return maybe(texts, name).stream()
                .flatMap(joined -> Stream.of(joined.split(SEPARATOR)))
                .map(RepositoryName::parse);
    }

    private static Optional<String> maybe(Map<String, String> texts, String name) {
        return Optional.ofNullable(texts.get(name));
    }

    private static String text(Map<String, String> texts, String name) {
        return maybe(texts, name).orElseThrow(() -> new IllegalArgumentException("a repository has no " + name));
    }
}
