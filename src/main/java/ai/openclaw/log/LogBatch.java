package ai.openclaw.log;

import ai.openclaw.task.TaskState;
import java.util.List;

/// Some lines, and how things stood at the moment they were read: all of one snapshot.
///
/// @param next where to go on
/// @param drained whether nothing more was stored that the filter could take
/// @param over whether nothing more can come without somebody's retry
/// @param state the task's
record LogBatch(List<LogLine> lines, long next, boolean drained, boolean over, TaskState state) {}
