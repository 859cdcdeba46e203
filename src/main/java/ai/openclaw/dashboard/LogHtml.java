package ai.openclaw.dashboard;

import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import java.util.List;

/// Log lines as list items. Made by hand and not by a template, since there may be a hundred
/// thousand; [Ansi] makes their text harmless.
final class LogHtml {

    private int attempt;

    /// @param attempt of the line before, or 0 at the beginning: where the attempt changes, a line
    ///   says so
    LogHtml(int attempt) {
        this.attempt = attempt;
    }

    String lines(List<LogLine> lines) {
        var html = new StringBuilder(lines.size() * 120);
        for (var line : lines) {
            if (line.attempt() != attempt && attempt != 0) {
                html.append("<li class=\"sys\" data-n=\"\"><code>attempt ")
                        .append(line.attempt())
                        .append("</code></li>");
            }
            attempt = line.attempt();
            html.append("<li id=\"L").append(line.seq()).append("\" data-n=\"").append(line.seq());
            html.append('"').append(kind(line.stream())).append("><time>");
            html.append(Shown.clock(line.at())).append("</time><code>");
            html.append(Ansi.html(line.text())).append("</code></li>");
        }
        return html.toString();
    }

    private static String kind(LogStream stream) {
        return switch (stream) {
            case STDOUT -> "";
            case STDERR -> " class=\"err\" title=\"standard error\"";
            case GAP -> " class=\"gap\"";
        };
    }
}
