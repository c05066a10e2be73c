import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Draws what comes on stdin as SVG: the output of {@code ccat pat status}, a message for Slack, or a command as it writes,
 * which becomes a terminal in which lines come as they came. {@code docs/pictures/make} calls it.
 */
class Draw {

    private static final int LINE = 19;
    private static final int LONGEST = 88;
    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
    private static final String SANS = "Lato, 'Helvetica Neue', Arial, sans-serif";
    private static final Map<String, String> MARKS = Map.of("✓", "#2e9e44", "✗", "#d93f3f", "?", "#b58900");
    private static final Map<String, String> EMOJI = Map.of(
            ":red_circle:", "🔴",
            ":large_green_circle:", "🟢",
            ":large_yellow_circle:", "🟡",
            ":hourglass_flowing_sand:", "⏳",
            ":arrows_counterclockwise:", "🔄");
    private static final Pattern LINK = Pattern.compile("<[^|>]*\\|([^>]*)>");

    private static final int ROWS = 30;
    private static final String ANSI = "\u001b\\[[0-9;]*[A-Za-z]";
    private static final Map<String, String> COLOURS = Map.of(
            "\u001b[31m", "#ff9a9f", "\u001b[32m", "#6fd38d", "\u001b[33m", "#f2c063");

    private final List<String> shapes = new ArrayList<>();
    private int y = 10;

    public static void main(String[] words) throws IOException {
        String svg =
                switch (words[0]) {
                    case "demo" -> new Draw().terminal();
                    case "status" -> new Draw().status(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
                    default -> new Draw()
                            .slack(words[2], new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
                };
        Files.writeString(Path.of(words[1]), svg);
    }

    /** Lines come at least a little after each other, and none lets a reader wait for long; then all begins again. */
    private String terminal() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>(List.of("$ ./ccat pat demo"));
        List<Double> times = new ArrayList<>(List.of(0.0));
        long before = System.nanoTime();
        double at = 0.8;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long now = System.nanoTime();
            at += Math.min(1.2, Math.max(0.12, (now - before) / 1e9));
            before = now;
            lines.add(line);
            times.add(at);
        }
        double end = at + 6;
        int columns = lines.stream().mapToInt(line -> line.replaceAll(ANSI, "").length()).max().orElse(80);
        int width = columns * 8 + 32;
        int height = ROWS * LINE + 24;
        shapes.add("<rect x=\"0\" y=\"0\" width=\"" + width + "\" height=\"" + height
                + "\" rx=\"8\" fill=\"#12161b\"/><g><animateTransform attributeName=\"transform\" type=\"translate\""
                + " calcMode=\"discrete\" repeatCount=\"indefinite\" dur=\"" + end + "s\"" + scroll(times, end) + "/>");
        for (int number = 0; number < lines.size(); number++) {
            y = (number + 1) * LINE + 4;
            double shown = times.get(number) / end;
            text(
                    16,
                    number == 0 ? "#7cb8f7" : "#e8ecf1",
                    MONO,
                    "textLength=\"" + lines.get(number).replaceAll(ANSI, "").length() * 7.8 + "\"",
                    coloured(lines.get(number))
                            + "<animate attributeName=\"opacity\" calcMode=\"discrete\" values=\"0;1\" keyTimes=\"0;"
                            + Math.max(0.0001, shown) + "\" dur=\"" + end + "s\" repeatCount=\"indefinite\"/>");
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>The demo: an audit, a rotation that fails half way, its continuation, and the end of the old token</title>
                %s
                </g></svg>
                """
                .formatted(width, height, width, height, String.join("\n", shapes));
    }

    private static String scroll(List<Double> times, double end) {
        var values = new StringBuilder("0 0");
        var keys = new StringBuilder("0");
        for (int number = ROWS; number < times.size(); number++) {
            values.append(";0 ").append(-(number - ROWS + 1) * LINE);
            keys.append(';').append(times.get(number) / end);
        }
        return " values=\"" + values + "\" keyTimes=\"" + keys + "\"";
    }

    private static String coloured(String line) {
        var text = new StringBuilder();
        boolean open = false;
        var codes = Pattern.compile(ANSI).matcher(line);
        int from = 0;
        while (codes.find()) {
            text.append(escaped(line.substring(from, codes.start()))).append(open ? "</tspan>" : "");
            String colour = COLOURS.get(codes.group());
            open = colour != null;
            text.append(open ? "<tspan fill=\"" + colour + "\">" : "");
            from = codes.end();
        }
        return text.append(escaped(line.substring(from))).append(open ? "</tspan>" : "").toString();
    }

    private String status(String table) {
        List<String> lines = table.strip().lines().toList();
        lines.forEach(line -> {
            y += LINE;
            String cells = escaped(line);
            for (var mark : MARKS.entrySet()) {
                cells = cells.replaceAll(
                        "(\\" + mark.getKey() + " [a-z]+)", "<tspan fill=\"" + mark.getValue() + "\">$1</tspan>");
            }
            text(16, "#1f2328", MONO, "textLength=\"" + line.length() * 7.8 + "\"", cells);
        });
        int width = lines.stream().mapToInt(String::length).max().orElseThrow() * 8 + 40;
        return page(width, "The table that ccat pat status prints");
    }

    private String slack(String title, String json) throws IOException {
        for (JsonNode block : new ObjectMapper().readTree(json).get("blocks")) {
            switch (block.get("type").textValue()) {
                case "header" -> said(block.at("/text/text").textValue(), "font-weight=\"bold\" font-size=\"17\"", "#1d1c1d");
                case "section" -> said(block.at("/text/text").textValue(), "", "#1d1c1d");
                case "actions" -> buttons(block.get("elements"));
                default -> said(block.at("/elements/0/text").textValue(), "font-size=\"12\"", "#616061");
            }
            y += 8;
        }
        return page(720, title);
    }

    private void said(String mrkdwn, String style, String colour) {
        boolean code = false;
        for (String line : mrkdwn.replace("```", "\n```\n").strip().split("\n")) {
            if (line.equals("```")) {
                code = !code;
            } else if (line.isEmpty()) {
                continue;
            } else if (code) {
                var pieces = wrapped(line);
                shapes.add("<rect x=\"16\" y=\"" + (y + 8) + "\" width=\"688\" height=\"" + (pieces.size() * LINE + 6)
                        + "\" rx=\"4\" fill=\"#f4f4f4\" stroke=\"#dddddd\"/>");
                y += 6;
                pieces.forEach(piece -> {
                    y += LINE;
                    text(26, "#1d1c1d", MONO, "font-size=\"12\"", escaped(piece));
                });
                y += 6;
            } else {
                wrapped(line).forEach(piece -> {
                    y += LINE;
                    text(16, colour, SANS, style, rich(piece));
                });
            }
        }
    }

    private void buttons(JsonNode elements) {
        int x = 16;
        y += 10;
        for (JsonNode element : elements) {
            String label = element.at("/text/text").textValue();
            int width = label.length() * 7 + 28;
            shapes.add("<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + width
                    + "\" height=\"28\" rx=\"4\" fill=\"#ffffff\" stroke=\"#bbbbbb\"/>");
            shapes.add("<text x=\"" + (x + width / 2) + "\" y=\"" + (y + 19) + "\" fill=\"#1d1c1d\" font-family=\"" + SANS
                    + "\" font-size=\"13\" font-weight=\"bold\" text-anchor=\"middle\">" + escaped(label) + "</text>");
            x += width + 10;
        }
        y += 28;
    }

    private static List<String> wrapped(String line) {
        List<String> pieces = new ArrayList<>();
        var piece = new StringBuilder();
        for (String word : line.split(" ")) {
            String shown = LINK.matcher(piece + " " + word).replaceAll("$1");
            if (shown.length() > LONGEST) {
                pieces.add(piece.toString());
                piece = new StringBuilder(word);
            } else {
                piece.append(piece.isEmpty() ? "" : " ").append(word);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static String rich(String mrkdwn) {
        String linked = LINK.matcher(mrkdwn).replaceAll("\u0001$1\u0002");
        String plain = linked;
        for (var emoji : EMOJI.entrySet()) {
            plain = plain.replace(emoji.getKey(), emoji.getValue());
        }
        return escaped(plain)
                .replace("\u0001", "<tspan fill=\"#1264a3\">")
                .replace("\u0002", "</tspan>")
                .replaceAll("\\*([^*]+)\\*", "<tspan font-weight=\"bold\">$1</tspan>")
                .replaceAll("`([^`]+)`", "<tspan font-family=\"monospace\">$1</tspan>");
    }

    private void text(int x, String colour, String font, String style, String content) {
        String size = style.contains("font-size") ? "" : " font-size=\"13\"";
        shapes.add("<text x=\"" + x + "\" y=\"" + y + "\" fill=\"" + colour + "\" font-family=\"" + font + "\"" + size
                + (style.isEmpty() ? "" : " " + style) + " xml:space=\"preserve\">" + content + "</text>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String page(int width, String title) {
        int height = y + 16;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title>
                <rect x="0.5" y="0.5" width="%d" height="%d" rx="6" fill="#ffffff" stroke="#d0d7de"/>
                %s
                </svg>
                """
                .formatted(width, height, width, height, title, width - 1, height - 1, String.join("\n", shapes));
    }
}
