package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;

/**
 * GitHub's description of a repository.
 *
 * @param name what it is called today; another name than was asked for when it was renamed or moved
 * @param archived whether it is read-only
 * @param disabled whether GitHub disabled it
 */
public record RepositoryInfo(RepositoryName name, boolean archived, boolean disabled) {}
