package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.seal.SealedValue;
import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The calls of GitHub's API that we make, as GitHub describes them. Every answer comes back as it is, whatever its
 * status; {@link RetryingRequestExecutor} reads it. The credential comes with each call, because a client costs a connection and
 * memory that nothing gives back: all credentials share one.
 *
 * @see <a href="https://docs.github.com/rest/actions/secrets">REST API endpoints for GitHub Actions secrets</a>
 */
interface GitHubApi {

    /** The media type of an ordinary answer. */
    String JSON = "application/vnd.github+json";

    /** The media type that gives a file's own bytes. */
    String RAW = "application/vnd.github.raw+json";

    @GET
    @Path("/user")
    RestResponse<InputStream> user(
            @HeaderParam("Authorization") String authorization, @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}")
    RestResponse<InputStream> repository(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/actions/secrets")
    RestResponse<InputStream> secrets(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/actions/organization-secrets")
    RestResponse<InputStream> organizationSecrets(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/environments")
    RestResponse<InputStream> environments(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/environments/{environment}/secrets")
    RestResponse<InputStream> environmentSecrets(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @Encoded @PathParam("environment") String environment,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/{store}/secrets")
    RestResponse<InputStream> secretsOfOrganization(
            @PathParam("org") String organization,
            @PathParam("store") String store,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/{store}/secrets/{secret}")
    RestResponse<InputStream> secretOfOrganization(
            @PathParam("org") String organization,
            @PathParam("store") String store,
            @PathParam("secret") String secret,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/{store}/secrets/{secret}/repositories")
    RestResponse<InputStream> repositoriesOfSecret(
            @PathParam("org") String organization,
            @PathParam("store") String store,
            @PathParam("secret") String secret,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/personal-access-tokens")
    RestResponse<InputStream> personalAccessTokens(
            @PathParam("org") String organization,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/personal-access-tokens/{grant}/repositories")
    RestResponse<InputStream> repositoriesOfGrant(
            @PathParam("org") String organization,
            @PathParam("grant") long grant,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/repos")
    RestResponse<InputStream> repositories(
            @PathParam("org") String organization,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/actions/secrets/public-key")
    RestResponse<InputStream> publicKey(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/{list}")
    RestResponse<InputStream> list(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @Encoded @PathParam("list") String list,
            @QueryParam("per_page") int perPage,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/actions/runs")
    RestResponse<InputStream> workflowRuns(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("status") String status,
            @QueryParam("created") String created,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/codespaces/secrets")
    RestResponse<InputStream> codespacesSecrets(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/dependabot/secrets")
    RestResponse<InputStream> dependabotSecrets(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @PUT
    @Path("/repos/{owner}/{repo}/actions/secrets/{secret}")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> putSecret(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @PathParam("secret") String secret,
            SealedValue value,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/issues")
    RestResponse<InputStream> issues(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @QueryParam("labels") String label,
            @QueryParam("state") String state,
            @QueryParam("sort") String sort,
            @QueryParam("direction") String direction,
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @POST
    @Path("/repos/{owner}/{repo}/issues")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> createIssue(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            IssueChange content,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @PATCH
    @Path("/repos/{owner}/{repo}/issues/{number}")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> changeIssue(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @PathParam("number") long number,
            IssueChange content,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @POST
    @Path("/repos/{owner}/{repo}/issues/{number}/comments")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> comment(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @PathParam("number") long number,
            IssueChange content,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/repos/{owner}/{repo}/contents/{path}")
    RestResponse<InputStream> contents(
            @PathParam("owner") String owner,
            @PathParam("repo") String repo,
            @Encoded @PathParam("path") String path,
            @QueryParam("ref") @Nullable String ref,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @POST
    @Path("/app/installations/{installation}/access_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> installationToken(
            @PathParam("installation") long installation,
            InstallationTokenRequest request,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/orgs/{org}/installation")
    RestResponse<InputStream> installation(
            @PathParam("org") String organization,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/installation/repositories")
    RestResponse<InputStream> installationRepositories(
            @QueryParam("per_page") int perPage,
            @QueryParam("page") @Nullable Integer page,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    @GET
    @Path("/app")
    RestResponse<InputStream> app(
            @HeaderParam("Authorization") String authorization, @HeaderParam("Accept") String accept);

    /** Revokes credentials; GitHub refuses it to a caller that shows one, so no authorization comes with it. */
    @POST
    @Path("/credentials/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> revoke(RevokedCredentials credentials, @HeaderParam("Accept") String accept);

    /** Asks the GraphQL API, which has an address of its own. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> query(
            @Url String url,
            GraphQlQuery query,
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Accept") String accept);

    /** Reads what a redirect points at. */
    @GET
    RestResponse<InputStream> getAt(
            @Url String url, @HeaderParam("Authorization") String authorization, @HeaderParam("Accept") String accept);
}
