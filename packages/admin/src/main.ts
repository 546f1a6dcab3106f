import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './app.css';
import ui from '@nuxt/ui/vue-plugin';
import urql from '@urql/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { apiClient } from './graphql/api-client.ts';
import { createAdminRouter } from './router.ts';
import { browserClock, clockKey } from './time/browser-clock.ts';

const router = createAdminRouter();

/** To the page where people sign in, and from there back to where they were. */
function signIn(): void {
  const { currentRoute } = router;
  if (currentRoute.value.meta.outside !== true) void router.replace({ name: 'sign-in', query: { to: currentRoute.value.fullPath } });
}

createApp(App).use(router).use(ui).use(urql, apiClient(signIn)).provide(clockKey, browserClock).mount('#app');
