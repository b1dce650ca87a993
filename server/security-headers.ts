import { secureHeaders } from "hono/secure-headers";

/**
 * The style sheets that Observable Plot 0.6.17 puts into a page: of a plot, a ramp legend and two swatch legends. A test
 * computes them anew in Chromium. All else Plot styles through the DOM, which the policy lets pass.
 */
export const PLOT_STYLES = [
  "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='",
  "'sha256-/jg3HOQ97BIOLIR7iXhepLJanBbw11P39q1Ne1E+6Jc='",
  "'sha256-rCZUQsEQJf1DmnfnMZmlj08XC7qbIZySA6bEtitbQ00='",
  "'sha256-gr1piGzv7W4aMcjDMKcjgg8AT05UNO4uGfMgGyc7Yi0='",
];

/** No inline script or style of ours, nothing from elsewhere, no frames. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", ...PLOT_STYLES],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  // Whoever ends TLS in front of this server decides about it.
  strictTransportSecurity: false,
});

/**
 * For answers that are data and no page. They don't go through the middleware above: it makes a real Headers of what the
 * server otherwise writes as it is, which with the other middleware was a tenth of a small answer's time.
 */
export const DATA_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};
