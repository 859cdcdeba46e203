package ai.openclaw.budget;

import ai.openclaw.task.AttemptId;

/// An attempt asked for a model call that no budget allows any more: it is to end.
///
/// @param why a sentence
public record BudgetSpent(AttemptId attempt, String why) {}
