import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Draws the two pictures of the README from real output, at the repository's root after {@code ./mvnw package}:
 *
 * <pre>
 * ./ccat pat status | java -cp 'target/lib/*' docs/pictures/Draw.java status docs/pictures/status.svg
 * java -cp 'target/lib/*' docs/pictures/Draw.java slack docs/pictures/slack.svg < src/test/resources/slack/findings.json
 * </pre>
 *
 * The first reads the repositories that {@code ./ccat pat demo --keep} offers.
 */
class Draw {

    private static final int LINE = 19;
    private static final int LONGEST = 88;
    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
    private static final String SANS = "Lato, 'Helvetica Neue', Arial, sans-serif";
    private static final Map<String, String> MARKS = Map.of("✓", "#2e9e44", "✗", "#d93f3f", "?", "#b58900");
    private static final Map<String, String> EMOJI = Map.of(":red_circle:", "🔴");
    private static final Pattern LINK = Pattern.compile("<[^|>]*\\|([^>]*)>");

    private final List<String> shapes = new ArrayList<>();
    private int y = 10;

    public static void main(String[] words) throws IOException {
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(Path.of(words[1]), words[0].equals("status") ? new Draw().status(input) : new Draw().slack(input));
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

    private String slack(String json) throws IOException {
        for (JsonNode block : new ObjectMapper().readTree(json).get("blocks")) {
            switch (block.get("type").textValue()) {
                case "header" -> said(block.at("/text/text").textValue(), "font-weight=\"bold\" font-size=\"17\"", "#1d1c1d");
                case "section" -> said(block.at("/text/text").textValue(), "", "#1d1c1d");
                case "actions" -> buttons(block.get("elements"));
                default -> said(block.at("/elements/0/text").textValue(), "font-size=\"12\"", "#616061");
            }
            y += 8;
        }
        return page(720, "A message in Slack about new findings");
    }

    private void said(String mrkdwn, String style, String colour) {
        boolean code = false;
        for (String line : mrkdwn.replace("```", "\n```\n").strip().split("\n")) {
            if (line.equals("```")) {
                code = !code;
            } else if (line.isEmpty()) {
                continue;
            } else if (code) {
                y += LINE + 6;
                shapes.add("<rect x=\"16\" y=\"" + (y - 17) + "\" width=\"688\" height=\"25\" rx=\"4\" fill=\"#f4f4f4\""
                        + " stroke=\"#dddddd\"/>");
                text(26, "#1d1c1d", MONO, "font-size=\"12\"", escaped(line));
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
