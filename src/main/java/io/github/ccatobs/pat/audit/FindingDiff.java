package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.OpenFinding.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Follows findings from one audit to the next: what is new, what stays and what is over. Pure. */
public final class FindingDiff {

    private FindingDiff() {}

    /**
     * The difference between two audits.
     *
     * @param open all that is there now, the most urgent first
     * @param opened those of them that were not there before
     * @param recovered those that were there before and are over, as this audit saw
     */
    public record Change(List<OpenFinding> open, List<OpenFinding> opened, List<OpenFinding> recovered) {

        /** Copies. */
        public Change {
            open = List.copyOf(open);
            opened = List.copyOf(opened);
            recovered = List.copyOf(recovered);
        }
    }

    /**
     * Compares an audit with the one before. Findings in repositories that this one could not read are neither seen
     * nor resolved: they stay, unconfirmed.
     *
     * @param before what was open after the last audit
     * @param found what the rules say of this one
     */
    public static Change follow(List<OpenFinding> before, Audit audit, List<Finding> found) {
        Map<Identity, OpenFinding> known = byIdentity(before);
        Map<Identity, OpenFinding> seen = byIdentity(found.stream()
                .map(finding -> OpenFinding.of(finding, audit.auditedAt()))
                .toList());
        var auditCoverage = new AuditCoverage(audit);
        List<OpenFinding> open = new ArrayList<>();
        List<OpenFinding> opened = new ArrayList<>();
        List<OpenFinding> recovered = new ArrayList<>();
        seen.forEach((identity, finding) -> {
            var earlier = known.get(identity);
            if (earlier == null) {
                opened.add(finding);
            }
            open.add(earlier == null ? finding : finding.confirmedSince(earlier.since()));
        });
        known.forEach((identity, finding) -> {
            if (!seen.containsKey(identity) && !isOutdated(finding, seen.values())) {
                boolean isHidden = auditCoverage.hides(finding);
                (isHidden ? open : recovered).add(isHidden ? finding.unconfirmed() : finding);
            }
        });
        open.sort(Comparator.comparing(OpenFinding::kind));
        return new Change(open, opened, recovered);
    }

    /**
     * Compares what was open after one audit with what is open after a later one, which need not be the next.
     *
     * @param open what is open now, the most urgent first
     */
    public static Change between(List<OpenFinding> before, List<OpenFinding> open) {
        Map<Identity, OpenFinding> known = byIdentity(before);
        Map<Identity, OpenFinding> seen = byIdentity(open);
        var recovered = without(known, seen.keySet()).stream()
                .filter(finding -> !isOutdated(finding, open))
                .toList();
        return new Change(open, without(seen, known.keySet()), recovered);
    }

    /**
     * A later threshold of the same end follows an earlier one, which is not over; so does a later state of the old token, and
     * of the vault, which has one current version. That the old token is revoked is said and then forgotten.
     */
    private static boolean isOutdated(OpenFinding earlier, Collection<OpenFinding> open) {
        Set<FindingKind> later =
                switch (earlier.kind()) {
                    case EXPIRING -> Set.of(FindingKind.EXPIRING, FindingKind.EXPIRED);
                    case CREDENTIAL_EXPIRING -> Set.of(FindingKind.CREDENTIAL_EXPIRING, FindingKind.CREDENTIAL_EXPIRED);
                    case VAULT_TOKEN_REJECTED, VAULT_TOKEN_UNUSABLE, VAULT_TOKEN_NOT_ROTATED ->
                        Set.of(
                                FindingKind.VAULT_TOKEN_REJECTED,
                                FindingKind.VAULT_TOKEN_UNUSABLE,
                                FindingKind.VAULT_TOKEN_NOT_ROTATED);
                    case RETIRABLE, OLD_TOKEN_NEEDED ->
                        Set.of(FindingKind.RETIRABLE, FindingKind.OLD_TOKEN_NEEDED, FindingKind.OLD_TOKEN_REVOKED);
                    default -> Set.of();
                };
        return earlier.kind() == FindingKind.OLD_TOKEN_REVOKED
                || open.stream().map(OpenFinding::kind).anyMatch(later::contains);
    }

    private static List<OpenFinding> without(Map<Identity, OpenFinding> findings, Set<Identity> others) {
        return findings.entrySet().stream()
                .filter(finding -> !others.contains(finding.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<Identity, OpenFinding> byIdentity(List<OpenFinding> findings) {
        return findings.stream()
                .collect(Collectors.toMap(
                        OpenFinding::identity, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }
}
