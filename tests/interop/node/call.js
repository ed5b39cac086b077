"use strict";
// Makes the requested calls with Volcengine's own SDK: one JSON object per line on stdin, one answer per line on
// stdout.
//
// ZEGO has no signing SDK; its calls are signed here with the vendor's published algorithm.
const { createHash, randomBytes } = require("node:crypto");
const readline = require("node:readline");
const axios = require("axios");
const { Service, rtcOpenapi } = require("@volcengine/openapi");

// The SDK's transport: tampers with the signed request where the case asks for it, and keeps the answer.
const wire = { tamper: null, answer: null };

axios.interceptors.request.use((request) => {
  if (wire.tamper === "body") {
    request.data = { ...request.data, Tampert: true };
  } else if (wire.tamper) {
    const at = request.url.indexOf(`${wire.tamper}=`);
    if (at < 0) throw new Error(`no ${wire.tamper} in ${request.url}`);
    const end = at + wire.tamper.length + 1;
    request.url = `${request.url.slice(0, end)}x${request.url.slice(end)}`;
  }
  return request;
});
axios.interceptors.response.use((response) => {
  wire.answer = response.data;
  return response;
});

function volcengine(given) {
  const options = {
    serviceName: "rtc",
    protocol: "http:",
    host: given.host,
    region: given.region,
    accessKeyId: given.id,
    secretKey: given.secret,
    sessionToken: given.token || undefined,
  };
  // The SDK's client for RTC and its general client; both sign the same parts.
  const service = given.ascii ? new rtcOpenapi.RtcService(options) : new Service(options);
  const { action, version: Version, method } = given;
  const call = method === "GET" ? service.createAPI(action, { Version, method }) : service.createJSONAPI(action, { Version });
  return call(given.parameters);
}

function zego(given) {
  const nonce = randomBytes(8).toString("hex");
  const now = String(Math.floor(Date.now() / 1000));
  const signature = createHash("md5").update(given.id + nonce + given.secret + now).digest("hex");
  const query = new URLSearchParams({
    Action: given.action,
    AppId: given.id,
    SignatureNonce: nonce,
    Timestamp: now,
    Signature: signature,
    SignatureVersion: "2.0",
  });
  if (given.method === "GET") {
    for (const [name, value] of Object.entries(given.parameters)) {
      for (const item of [value].flat()) query.append(name, String(item));
    }
  }
  // The vendor's examples show the brackets of lists both plain and encoded.
  const text = given.ascii ? query.toString().replaceAll("%5B%5D=", "[]=") : query.toString();
  return axios({
    url: `http://${given.host}/?${text}`,
    method: given.method,
    data: given.method === "GET" ? undefined : given.parameters,
    headers: { "Content-Type": "application/json" },
    timeout: 60000,
    proxy: false,
    validateStatus: null,
  });
}

const vendors = { volcengine, zego };

async function call(given) {
  wire.tamper = given.tamper;
  wire.answer = null;
  let failed = "the SDK sent nothing";
  try {
    await vendors[given.vendor](given);
  } catch (error) {
    failed = String(error);
  }
  return wire.answer === null ? { failed } : { answer: wire.answer };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await call(JSON.parse(line)))}\n`);
  }
}

main();
