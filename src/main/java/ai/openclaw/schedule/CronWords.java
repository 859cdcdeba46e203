package ai.openclaw.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A cron in words, for people who do not read crons. Its fields are known to be right.
final class CronWords {

    private static final int MOST_TIMES = 6;

    private CronWords() {}

    /// @param fields six of them
    static String of(List<String> fields) {
        var parts = new ArrayList<String>();
        parts.add(time(fields.get(0), fields.get(1), fields.get(2)));
        String days = days(fields.get(3), fields.get(5));
        if (!days.isEmpty()) {
            parts.add(days);
        }
        if (!Cron.open(fields.get(4))) {
            parts.add("in " + items(fields.get(4), CronWords::month));
        } else if (fields.get(4).startsWith("*/")) {
            parts.add("every " + nth(fields.get(4)) + " month");
        }
        return String.join(", ", parts);
    }

    private static String time(String second, String minute, String hour) {
        var times = times(second, minute, hour);
        if (!times.isEmpty()) {
            return "at " + Words.and(times);
        }
        var parts = new ArrayList<String>();
        if (!second.equals("0")) {
            parts.add(part(second, "second", "minute"));
        }
        if (!minute.equals("*") || parts.isEmpty()) {
            parts.add(part(minute, "minute", "hour"));
        }
        if (!hour.equals("*")) {
            parts.add(part(hour, "hour", "day"));
        } else if (!minute.startsWith("*")) {
            parts.set(parts.size() - 1, parts.getLast() + " of every hour");
        }
        return String.join(", ", parts);
    }

    /// Times of the clock, where the fields are plain numbers and there are few.
    private static List<String> times(String second, String minute, String hour) {
        var times = new ArrayList<String>();
        if (plain(second) && plain(minute) && plain(hour)) {
            for (String h : hour.split(",", -1)) {
                for (String m : minute.split(",", -1)) {
                    for (String s : second.split(",", -1)) {
                        String seconds = s.equals("0") ? "" : ":" + two(s);
                        times.add(two(h) + ":" + two(m) + seconds);
                    }
                }
            }
        }
        return times.size() > MOST_TIMES ? List.of() : times;
    }

    private static boolean plain(String field) {
        return field.matches("[0-9,]+");
    }

    private static String two(String number) {
        return String.format(Locale.ROOT, "%02d", Integer.parseInt(number));
    }

    private static String part(String field, String unit, String of) {
        if (field.equals("*") || field.equals("*/1")) {
            return "every " + unit;
        }
        if (field.startsWith("*/")) {
            int step = Integer.parseInt(field.substring(2));
            boolean even = (unit.equals("hour") ? 24 : 60) % step == 0;
            return even
                    ? "every " + step + " " + unit + "s"
                    : "every " + Words.nth(step) + " " + unit + " of the " + of;
        }
        boolean one = field.matches("[0-9]+");
        return "at " + unit + (one ? " " : "s ") + items(field, it -> it);
    }

    private static String days(String month, String week) {
        var said = new ArrayList<String>();
        if (month.startsWith("*/")) {
            said.add("every " + nth(month) + " day of the month");
        } else if (!Cron.open(month)) {
            said.add("on " + items(month, CronWords::dayOfMonth));
        }
        if (!Cron.open(week)) {
            said.add("on " + items(week, CronWords::dayOfWeek));
        } else if (week.startsWith("*/")) {
            said.add("every " + nth(week) + " day of the week");
        }
        boolean either = !Cron.open(month) && !Cron.open(week);
        return String.join(either ? " or " : " and ", said);
    }

    private static String dayOfMonth(String day) {
        if (day.equals("L")) {
            return "the last day of the month";
        }
        if (day.equals("LW")) {
            return "the last working day of the month";
        }
        if (day.startsWith("L-")) {
            return "day " + day.substring(2) + " before the last of the month";
        }
        if (day.endsWith("W")) {
            return "the working day nearest to day " + day.substring(0, day.length() - 1);
        }
        return "day " + day;
    }

    private static String dayOfWeek(String day) {
        int nth = day.indexOf('#');
        if (nth > 0) {
            return "the "
                    + Words.nth(Integer.parseInt(day.substring(nth + 1)))
                    + " "
                    + dayOfWeek(day.substring(0, nth))
                    + " of the month";
        }
        if (day.length() > 1 && day.endsWith("L")) {
            return "the last " + dayOfWeek(day.substring(0, day.length() - 1)) + " of the month";
        }
        if (day.matches("[0-7]")) {
            int number = Integer.parseInt(day);
            return name(DayOfWeek.of(number == 0 ? 7 : number));
        }
        return Arrays.stream(DayOfWeek.values())
                .filter(it -> it.name().startsWith(day.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(CronWords::name)
                .orElse(day);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String month(String month) {
        return Arrays.stream(Month.values())
                .filter(it ->
                        month.equals(String.valueOf(it.getValue()))
                                || it.name().startsWith(month.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(it -> it.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .orElse(month);
    }

    /// Lists and ranges, each end by its name.
    private static String items(String field, UnaryOperator<String> name) {
        return Words.and(
                Arrays.stream(field.split(",", -1)).map(item -> item(item, name)).toList());
    }

    private static String item(String item, UnaryOperator<String> name) {
        int step = item.indexOf('/');
        if (step > 0) {
            return "every " + nth(item) + " from " + item(item.substring(0, step), name);
        }
        int to = item.indexOf('-');
        if (to > 0 && !item.startsWith("L-")) {
            return name.apply(item.substring(0, to)) + " to " + name.apply(item.substring(to + 1));
        }
        return name.apply(item);
    }

    private static String nth(String stepped) {
        return Words.nth(Integer.parseInt(stepped.substring(stepped.indexOf('/') + 1)));
    }
}
