import { expect, test } from "vitest";
import { eventOf, normalizeOne, SECRET_KEY, track, WRITE_KEY } from "./normalize-one.ts";

const message = track("like", {}, { userId: "u", context: { identity_token: "good" } });
const untokened = track("like", {}, { userId: "u" });

test("a token proves the user id", () => {
  for (const identityVerification of ["off", "flag", "enforce"] as const) {
    expect(eventOf(message, { ...WRITE_KEY, verify, identityVerification })).toMatchObject({
      userId: "u",
      verified: true,
    });
  }
});

test.each([untokened, track("like", {}, { userId: "v", context: { identity_token: "good" } })])(
  "without a valid token a claim is flagged; where tokens are enforced it loses its user id",
  (claim) => {
    expect(eventOf(claim, { ...WRITE_KEY, verify })).toMatchObject({ userId: expect.any(String), verified: false });
    const enforced = normalizeOne(claim, { ...WRITE_KEY, verify, identityVerification: "enforce" });
    expect(enforced.events[0]).toMatchObject({ shopper: "a:anon", event: { userId: null, verified: false } });
  },
);

test("an enforced user id without a token and without an anonymous id is refused", () => {
  const options = { ...WRITE_KEY, verify, identityVerification: "enforce" as const };
  const { rejected } = normalizeOne({ type: "track", event: "like", userId: "u" }, options);
  expect(rejected[0]?.code).toBe("identity_unverified");
});

test("the secret key needs no token", () => {
  const options = { ...SECRET_KEY, identityVerification: "enforce" as const };
  expect(eventOf(untokened, options)).toMatchObject({ userId: "u", verified: true, trust: "confirmed" });
  expect(eventOf(track("like"), options)).toMatchObject({ userId: null, verified: false });
});

function verify(userId: string, token: string): boolean {
  return userId === "u" && token === "good";
}
