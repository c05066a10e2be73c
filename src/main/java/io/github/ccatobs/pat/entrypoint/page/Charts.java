package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.page.PageView.AuditRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The charts as SVG. States are told apart by pattern and by order, not by colour alone. */
final class Charts {

    private static final int HISTORY_HEIGHT = 120;
    private static final int BAR = 9;
    private static final int GAP = 2;
    private static final int WIDTH = 760;
    private static final int AGE_BINS = 30;
    private static final int AGE_HEIGHT = 90;

    private Charts() {}

    /** Audits as stacked bars, the oldest first: present below, then missing, unreadable and transferred. */
    static String history(List<AuditRow> audits) {
        if (audits.isEmpty()) {
            return "";
        }
        int most = Math.max(1, audits.stream().mapToInt(AuditRow::all).max().orElse(1));
        int width = Math.max(320, audits.size() * (BAR + GAP));
        var svg = new StringBuilder(SvgMarkup.open("history", width, HISTORY_HEIGHT + 30, "The last audits"));
        svg.append("<defs><pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"4\" height=\"4\"/>"
                + "<rect class=\"line\" width=\"2\" height=\"4\"/></pattern>"
                + "<pattern id=\"dots\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
                + "<rect class=\"ground\" width=\"4\" height=\"4\"/><circle class=\"line\" cx=\"2\" cy=\"2\" r=\"1.2\"/>"
                + "</pattern></defs>");
        for (int number = 0; number < audits.size(); number++) {
            bar(svg, audits.get(number), number * (BAR + GAP), most);
        }
        axis(svg, 0, "start", audits.getFirst().at());
        if (audits.size() > 1) {
            axis(svg, width, "end", audits.getLast().at());
        }
        return svg.append("</svg>").toString();
    }

    private static void bar(StringBuilder svg, AuditRow audit, int x, int most) {
        svg.append("<g><title>").append(SvgMarkup.escaped(sentence(audit))).append("</title>");
        double y = HISTORY_HEIGHT;
        y = part(svg, "present", x, y, audit.present(), most);
        y = part(svg, "missing", x, y, audit.missing(), most);
        y = part(svg, "unreadable", x, y, audit.unreadable(), most);
        part(svg, "transferred", x, y, audit.transferred(), most);
        if (audit.opened() > 0) {
            svg.append(String.format(
                    Locale.ROOT, "<path class=\"opened\" d=\"M%d %dl4 6h-8z\"/>", x + BAR / 2, HISTORY_HEIGHT + 3));
        }
        if (audit.resolved() > 0) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"resolved\" cx=\"%d\" cy=\"%d\" r=\"2.5\"/>",
                    x + BAR / 2,
                    HISTORY_HEIGHT + 13));
        }
        svg.append("</g>");
    }

    /** A count that is not 0 is seen, however many repositories there are. */
    private static double part(StringBuilder svg, String style, int x, double bottom, int count, int most) {
        if (count == 0) {
            return bottom;
        }
        double height = Math.min(bottom, Math.max(3, (double) HISTORY_HEIGHT * count / most));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%s\" width=\"%d\" height=\"%s\"/>",
                style,
                x,
                number(bottom - height),
                BAR,
                number(height)));
        return bottom - height;
    }

    private static String sentence(AuditRow audit) {
        return audit.at() + ": " + audit.present() + " present, " + audit.missing() + " missing, "
                + audit.unreadable() + " unreadable"
                + (audit.transferred() == 0 ? "" : ", " + audit.transferred() + " transferred") + "; " + audit.opened()
                + " findings opened, " + audit.resolved() + " resolved";
    }

    private static void axis(StringBuilder svg, int x, String anchor, String moment) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                x,
                HISTORY_HEIGHT + 28,
                anchor,
                SvgMarkup.escaped(moment.substring(0, 10))));
    }

    /** How many secrets are how many days old. */
    static String ages(List<Long> days) {
        if (days.isEmpty()) {
            return "";
        }
        long oldest = Math.max(
                AGE_BINS, days.stream().mapToLong(Long::longValue).max().orElse(0) + 1);
        int[] bins = new int[AGE_BINS];
        days.forEach(age -> bins[(int) (Math.max(0, age) * AGE_BINS / oldest)]++);
        int most = 1;
        for (int bin : bins) {
            most = Math.max(most, bin);
        }
        int width = WIDTH / AGE_BINS;
        var svg = new StringBuilder(SvgMarkup.open("ages", WIDTH, AGE_HEIGHT + 22, "How old the secret is"));
        for (int bin = 0; bin < AGE_BINS; bin++) {
            if (bins[bin] > 0) {
                double height = Math.max(3, (double) (AGE_HEIGHT - 14) * bins[bin] / most);
                svg.append(String.format(
                                Locale.ROOT,
                                "<g><title>%s: %d to %d days</title>",
                                Plurals.repositories(bins[bin]),
                                bin * oldest / AGE_BINS,
                                Math.max(bin * oldest / AGE_BINS, (bin + 1) * oldest / AGE_BINS - 1)))
                        .append(String.format(
                                Locale.ROOT,
                                "<rect class=\"age\" x=\"%d\" y=\"%s\" width=\"%d\" height=\"%s\"/>",
                                bin * width,
                                number(AGE_HEIGHT - height),
                                width - 2,
                                number(height)))
                        .append(String.format(
                                Locale.ROOT,
                                "<text class=\"axis\" x=\"%d\" y=\"%s\" text-anchor=\"middle\">%d</text></g>",
                                bin * width + width / 2,
                                number(AGE_HEIGHT - height - 3),
                                bins[bin]));
            }
        }
        return svg.append(String.format(
                        Locale.ROOT, "<text class=\"axis\" x=\"0\" y=\"%d\">written today</text>", AGE_HEIGHT + 16))
                .append(String.format(
                        Locale.ROOT,
                        "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d days ago</text></svg>",
                        WIDTH,
                        AGE_HEIGHT + 16,
                        oldest))
                .toString();
    }

    /** The life of a token from {@code start} to {@code end}, with its reminders and today. */
    static String life(Instant start, Instant end, Instant now, List<Instant> reminders) {
        var svg = new StringBuilder(SvgMarkup.open("life", WIDTH, 62, "The token's life"));
        double today = place(now, start, end);
        svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"left\" x=\"0\" y=\"24\" width=\"%d\" height=\"8\" rx=\"4\"/>",
                        WIDTH))
                .append(String.format(
                        Locale.ROOT,
                        "<rect class=\"spent\" x=\"0\" y=\"24\" width=\"%s\" height=\"8\" rx=\"4\"/>",
                        number(today)));
        reminders.forEach(moment -> svg.append(
                        String.format(Locale.ROOT, "<g><title>Reminder on %s</title>", Timestamps.day(moment)))
                .append(String.format(
                        Locale.ROOT,
                        "<path class=\"reminder\" d=\"M%s 20v16\"/></g>",
                        number(place(moment, start, end)))));
        boolean isLate = today > WIDTH / 2.0;
        return svg.append(String.format(Locale.ROOT, "<path class=\"today\" d=\"M%s 16v24\"/>", number(today)))
                .append(String.format(
                        Locale.ROOT,
                        "<text class=\"axis\" x=\"%s\" y=\"12\" text-anchor=\"%s\">today</text>",
                        number(today),
                        isLate ? "end" : "start"))
                .append(String.format(
                        Locale.ROOT,
                        "<text class=\"axis\" x=\"0\" y=\"56\">handed out %s</text>",
                        Timestamps.day(start)))
                .append(String.format(
                        Locale.ROOT,
                        "<text class=\"axis\" x=\"%d\" y=\"56\" text-anchor=\"end\">ends %s</text></svg>",
                        WIDTH,
                        Timestamps.day(end)))
                .toString();
    }

    private static double place(Instant moment, Instant start, Instant end) {
        double all = Math.max(1, Duration.between(start, end).toSeconds());
        double passed = Duration.between(start, moment).toSeconds();
        return Math.min(1, Math.max(0, passed / all)) * WIDTH;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
