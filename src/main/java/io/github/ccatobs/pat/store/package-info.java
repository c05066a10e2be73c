/**
 * Keeps rotations, their outcomes, the ledger, audits, announced states and lifetime limits: in one file on this machine, or
 * in one DynamoDB table. Implements the ports of audit, notification, rotation and token; may use domain, github, seal and,
 * for DynamoDB, aws.
 *
 * <p>The decision that shaped it: what is kept and when is written once, in {@link TableRotationStore}, over a table
 * that can do five things. The file and DynamoDB are two such tables, so they cannot differ in what a rotation means. A
 * write is a few items, all or nothing, and only while the lease is held. The application opens one {@link StoreExecutor},
 * over which all its stores do one thing after another.
 *
 * <p>The file is open only while it is read or changed, a few milliseconds each, and locked meanwhile: so a second
 * command can look at a rotation that runs, and one that wants to rotate reads from the lease who does and since when.
 * A process that finds the file locked for some ten seconds reports that it is in use. All entries are checked when another may have
 * touched the file ({@link StoreIntegrity}).
 *
 * <table>
 *   <caption>The items</caption>
 *   <tr><th>partition (pk)</th><th>sort (sk)</th><th>holds</th></tr>
 *   <tr><td>{@code LEASE#secret}</td><td>{@code LEASE}</td><td>fence, holder, since, expiresAt, givenBack, lock</td></tr>
 *   <tr><td>{@code ROTATIONS}</td><td>rotation id</td><td>the head of a rotation</td></tr>
 *   <tr><td>{@code ROTATION#id}</td><td>owner/name</td><td>position in the order of work, outcome; keyId, key of a pending one</td></tr>
 *   <tr><td>{@code TOKEN#secret#fingerprint}</td><td>rotation id</td><td>nothing more</td></tr>
 *   <tr><td>{@code LEDGER#secret}</td><td>owner/name</td><td>fingerprint, rotation, at, gitHubAt, unconfirmed</td></tr>
 *   <tr><td>{@code WRITES}</td><td>time#rotation#owner/name</td><td>at; expires after three hours</td></tr>
 *   <tr><td>{@code AUDITS}</td><td>time#secret</td><td>an audit without its findings; expires after 400 days</td></tr>
 *   <tr><td>{@code AUDIT#time#secret}</td><td>position</td><td>one of its findings; expires with it</td></tr>
 *   <tr><td>{@code REPOSITORIES}</td><td>secret#part</td><td>the repositories of the last audit, compressed</td></tr>
 *   <tr><td>{@code TOLD#secret}</td><td>{@code AUDITS}, {@code ROTATIONS}; {@code #ISSUE} follows for the issue</td>
 *   <td>the last announced state; turn, claimedUntil</td></tr>
 *   <tr><td>{@code LIFETIME#organization}</td><td>{@code maximum}</td><td>the longest life of a token that the organisation
 *   allows, in days</td></tr>
 * </table>
 *
 * <p>Names of repositories are lower case in keys and as given in the items. Every value is a text, but for {@code
 * expires} in DynamoDB (a number: seconds since 1970), and every item names the version of this layout in {@code
 * schema}.
 */
@NullMarked
package io.github.ccatobs.pat.store;

import org.jspecify.annotations.NullMarked;
