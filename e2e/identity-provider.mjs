// A real identity provider on the loopback: the certified oidc-provider, with invented people.

import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

/** Whom the provider knows, and what it says of them. */
const people = {
  amira: { name: 'Amira Khan', employee_id: 'SW1001', roles: ['Kith.SocialWorker'] },
  ben: { name: 'Ben Okafor', employee_id: 'FD1001', roles: [] },
  nina: { name: 'Nina Newcomer', employee_id: 'NN9999', roles: ['Kith.SocialWorker'] },
};

export const application = { id: 'kith', secret: 'a secret between test and test' };

/** Serves until `close` is called; knows one application at `ownAddress`. */
export async function openProvider(ownAddress) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: application.id,
      client_secret: application.secret,
      redirect_uris: [`${ownAddress}/sign-in/back`],
      post_logout_redirect_uris: [`${ownAddress}/sign-in`],
    }],
    claims: { openid: ['sub', 'employee_id', 'roles'], profile: ['name'], acr: null, auth_time: null },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => (people[id] ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined),
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['only for this test'] },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}

/** Signs in at the provider's own page and agrees to what it asks. */
export async function signInAtProvider(page, person) {
  await page.locator('input[name=login]').fill(person);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  const agree = page.locator('button[type=submit]', { hasText: 'Continue' });
  if (page.url().includes('/interaction/')) await agree.click();
}
