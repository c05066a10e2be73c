package io.github.ccatobs.pat.store;

/**
 * Where an item lies.
 *
 * @param partition what belongs together and is read together
 * @param sort the item in it, and its place among the others
 */
record ItemKey(String partition, String sort) {}
