/**
 * The one way to AWS: how a client is opened, what an error code means, and Secrets Manager as the place that keeps the
 * token and other secrets. Implements the ports of token and may use domain, network and token; the store and the functions, which
 * call DynamoDB, Lambda and Step Functions, open their clients here.
 *
 * <p>The decision that shaped it: the SDK is opened when AWS is first asked, so that a command that needs no AWS neither
 * loads it nor starts later, and AWS's own messages are never passed on.
 */
@NullMarked
package io.github.ccatobs.pat.aws;

import org.jspecify.annotations.NullMarked;
