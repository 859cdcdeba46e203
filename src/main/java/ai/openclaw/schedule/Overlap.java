package ai.openclaw.schedule;

import java.util.ArrayList;
import java.util.List;

/// Which of the moments that would fire do, given what of the schedule is not over yet. Pure.
///
/// @param fires in their order
/// @param cancels whether what is not over is cancelled first
/// @param inLine whether the tasks wait for each other
record Overlap(List<Plan.Fire> fires, List<Plan.Run> overlapped, boolean cancels, boolean inLine) {

    /// So many tasks of a schedule may wait for each other.
    static final int LONGEST_LINE = 100;

    /// @param open tasks of the schedule that wait or run
    static Overlap of(OnOverlap policy, List<Plan.Fire> due, int open) {
        return switch (policy) {
            case SKIP -> skip(due, open);
            case QUEUE -> {
                int room = Math.min(due.size(), Math.max(0, LONGEST_LINE - open));
                yield new Overlap(
                        due.subList(0, room),
                        runs(
                                due.subList(room, due.size()),
                                LONGEST_LINE + " tasks of the schedule wait already."),
                        false,
                        true);
            }
            case REPLACE -> {
                int last = Math.max(0, due.size() - 1);
                yield new Overlap(
                        due.subList(last, due.size()),
                        runs(
                                due.subList(0, last),
                                "A later one took its place; onOverlap is replace."),
                        open > 0,
                        true);
            }
        };
    }

    /// What is made up for runs in line: leaving that out would make up for nothing.
    private static Overlap skip(List<Plan.Fire> due, int open) {
        var fires = new ArrayList<Plan.Fire>();
        var skipped = new ArrayList<Plan.Fire>();
        for (var fire : due) {
            boolean free = open == 0 && (fire.late() || fires.isEmpty());
            (free ? fires : skipped).add(fire);
        }
        return new Overlap(
                fires,
                runs(skipped, "The one before was not over yet; onOverlap is skip."),
                false,
                fires.size() > 1);
    }

    private static List<Plan.Run> runs(List<Plan.Fire> fires, String why) {
        return fires.isEmpty()
                ? List.of()
                : List.of(
                        new Plan.Run(
                                SlotState.OVERLAPPED,
                                fires.getFirst().due(),
                                fires.getLast().due(),
                                fires.size(),
                                why));
    }
}
