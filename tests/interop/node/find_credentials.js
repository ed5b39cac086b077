"use strict";
// Prints the credentials that Volcengine's own SDK finds in this process's environment and home, as JSON.
const { Service } = require("@volcengine/openapi");

const service = new Service({ serviceName: "rtc" });
const found = [service.getAccessKeyId(), service.getSecretKey(), service.getSessionToken()];
process.stdout.write(`${JSON.stringify({ found: found[0] || found[1] ? found : null })}\n`);
