package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.FindingLog;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTalkTest {

    private static final FindingLog.Change NOTHING = new FindingLog.Change(List.of(), List.of(), List.of());

    @Test
    void countsAndNamesWhatIsAccepted() {
        var until = LocalDate.parse("2027-01-31");
        var accepted = Map.of(
                RepositoryName.parse("acme/web"), new AcceptedException("moves", until),
                RepositoryName.parse("acme/api"), new AcceptedException("no runs", until));
        assertThat(AuditTalk.about(NOTHING, accepted))
                .containsExactly(
                        "",
                        "Accepted: 2",
                        "  acme/api: accepted until 2027-01-31: no runs",
                        "  acme/web: accepted until 2027-01-31: moves");
    }

    @Test
    void isSilentWhenThereIsNothingToSay() {
        assertThat(AuditTalk.about(NOTHING, Map.of())).isEmpty();
    }
}
