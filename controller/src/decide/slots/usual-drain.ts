/** How long a drain is taken to last by those who must not begin too late, as long as nothing better is known; in milliseconds. */
export const usualDrainMs = 120_000;
