/**
 * Observes every repository, judges what was seen, keeps it and has people told. May use domain, settings, graph, github and
 * token;
 * where audits are kept ({@link io.github.ccatobs.pat.audit.AuditHistory}), what rotations remember ({@link
 * io.github.ccatobs.pat.audit.BaselineSource}) and how people are told ({@link io.github.ccatobs.pat.audit.AuditNotifier})
 * are ports.
 *
 * <p>The decisions that shaped it: one service audits for every entry point, so the command, the schedule, a call and a
 * function differ in display alone. Rules are pure functions over observations, and a repository that could not be read is
 * an observation of its own.
 */
@NullMarked
package io.github.ccatobs.pat.audit;

import org.jspecify.annotations.NullMarked;
