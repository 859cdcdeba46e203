package ai.openclaw.schedule;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// A cron of five fields, or six with seconds in front, over calendars without a zone. Spring's
/// [CronExpression] reads the fields and finds the times. Ours are two things: where both the day
/// of the month and that of the week are restricted, either is enough, as in crontab(5); and a
/// fault is told with its place.
final class Cron {

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int LONGEST = 200;

    private static final Map<String, String> NICKNAMES =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@hourly", "0 * * * *");

    /// @param cure what may stand there
    private record Field(String name, String cure) {}

    private static final List<Field> FIELDS =
            List.of(
                    new Field("seconds", "0 to 59, lists (0,30), ranges (0-9) or steps (*/10)"),
                    new Field("minutes", "0 to 59, lists (0,30), ranges (0-9) or steps (*/15)"),
                    new Field("hours", "0 to 23, lists (9,17), ranges (9-17) or steps (*/2)"),
                    new Field(
                            "day of the month",
                            "1 to 31, lists, ranges, steps, L (the last), L-3, 15W (the working day"
                                    + " nearest to the 15th) or LW"),
                    new Field("month", "1 to 12, or JAN to DEC, lists, ranges or steps"),
                    new Field(
                            "day of the week",
                            "0 to 7 (0 and 7 are Sunday), or SUN to SAT, lists, ranges, FRI#2 (the"
                                    + " second Friday) or FRIL (the last)"));

    private final List<String> fields;
    private final List<CronExpression> either;

    private Cron(List<String> fields, List<CronExpression> either) {
        this.fields = fields;
        this.either = either;
    }

    /// What is wrong with a cron, where, and what would be right, as a sentence.
    static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message);
        }
    }

    static Cron parse(String written) throws Fault {
        String text = NICKNAMES.getOrDefault(written.strip(), written);
        if (text.length() > LONGEST) {
            throw new Fault("may have at most " + LONGEST + " characters.");
        }
        var words = WORD.matcher(text).results().toList();
        if (words.size() != 5 && words.size() != 6) {
            throw new Fault(
                    "has "
                            + words.size()
                            + " fields; it takes five (minute, hour, day of the month, month, day"
                            + " of the week), such as 30 9 * * MON-FRI, or six with seconds in"
                            + " front.");
        }
        var fields = new ArrayList<String>();
        if (words.size() == 5) {
            fields.add("0");
        }
        for (var word : words) {
            check(fields.size(), word.group(), word.start());
            fields.add(word.group());
        }
        var cron = new Cron(List.copyOf(fields), expressions(fields));
        if (cron.next(LocalDateTime.of(2024, 1, 1, 0, 0)) == null) {
            throw new Fault("names a date that never comes, such as the 31st of February.");
        }
        return cron;
    }

    /// Each item alone, so that the fault has a place.
    private static void check(int field, String word, int start) throws Fault {
        int place = start;
        for (String item : word.split(",", -1)) {
            var all = new ArrayList<>(List.of("*", "*", "*", "*", "*", "*"));
            all.set(field, item);
            try {
                CronExpression.parse(String.join(" ", all));
            } catch (IllegalArgumentException e) {
                var about = FIELDS.get(field);
                throw new Fault(
                        "is wrong at position %d: \"%s\" in the field %s. There it takes *, %s."
                                .formatted(place + 1, item, about.name(), about.cure()));
            }
            place += item.length() + 1;
        }
    }

    private static List<CronExpression> expressions(List<String> fields) {
        if (open(fields.get(3)) || open(fields.get(5))) {
            return List.of(CronExpression.parse(String.join(" ", fields)));
        }
        return List.of(without(fields, 3), without(fields, 5));
    }

    private static CronExpression without(List<String> fields, int field) {
        var some = new ArrayList<>(fields);
        some.set(field, "*");
        return CronExpression.parse(String.join(" ", some));
    }

    static boolean open(String field) {
        return field.startsWith("*") || field.equals("?");
    }

    /// Whether the hour is left open.
    boolean anyHour() {
        return fields.get(2).equals("*") || fields.get(2).equals("*/1");
    }

    /// The first time later than this one; null if there is none any more.
    @Nullable LocalDateTime next(LocalDateTime after) {
        LocalDateTime earliest = null;
        for (var one : either) {
            var next = one.next(after);
            if (next != null && (earliest == null || next.isBefore(earliest))) {
                earliest = next;
            }
        }
        return earliest;
    }

    String words() {
        return CronWords.of(fields);
    }
}
