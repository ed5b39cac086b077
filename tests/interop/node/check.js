"use strict";
// A server that verifies signatures with Volcengine's own signer, using only the received request.
//
// The header `X-Interop-Case` contains the vendor and the expected credentials. The answer contains the signer's result
// and the received request.
const { createHash } = require("node:crypto");
const http = require("node:http");
const { Signer } = require("@volcengine/openapi");

const hash = (algorithm, data) => createHash(algorithm).update(data).digest("hex");

function volcengine(request, given) {
  const { headers } = request;
  const authorization = headers.authorization || "";
  const part = (name) => (authorization.split(`${name}=`)[1] || "").split(",")[0];
  const [, , region = "", service = ""] = part("Credential").split("/");
  const signed = part("SignedHeaders").split(";");
  // By default, this signer never signs the content type, and signs every other header it is given.
  class AsSent extends Signer {
    isSignableHeader(name) {
      return signed.includes(name);
    }
  }
  const params = {};
  for (const [name, value] of request.pairs) {
    params[name] = name in params ? [params[name], value].flat() : value;
  }
  const named = Object.fromEntries(signed.map((name) => [name, headers[name]]));
  // The signer looks up the body's hash under this spelling only.
  delete named["x-content-sha256"];
  named["X-Content-Sha256"] = hash("sha256", request.content);
  const signer = new AsSent({ method: request.method, pathname: "/", params, headers: named, region }, service);
  const caller = { accessKeyId: given.id, secretKey: given.secret, sessionToken: given.token || undefined };
  const expected = signer.authorization(caller, headers["x-date"]);
  const body = headers["x-content-sha256"] === named["X-Content-Sha256"];
  const token = headers["x-security-token"] ?? null;
  const right = expected === authorization && body && token === given.token && ["host", "x-date"].every((name) => signed.includes(name));
  return { right, expected, canonical: signer.canonicalString(), region, service, token };
}

function zego(request, given) {
  const asked = Object.fromEntries(request.pairs);
  const canonical = given.id + asked.SignatureNonce + given.secret + asked.Timestamp;
  const expected = hash("md5", canonical);
  const right = asked.Signature === expected && asked.AppId === given.id && asked.SignatureVersion === "2.0";
  return { right, expected, canonical };
}

const vendors = { volcengine, zego };

function report(request) {
  const given = JSON.parse(request.headers["x-interop-case"]);
  const query = request.url.slice(request.url.indexOf("?") + 1);
  request.pairs = [...new URLSearchParams(query)];
  const arrived = { pairs: request.pairs, body: request.content.toString() };
  try {
    return { ...arrived, ...vendors[given.vendor](request, given) };
  } catch (error) {
    return { ...arrived, right: false, expected: String(error), canonical: "" };
  }
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    request.content = Buffer.concat(chunks);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(report(request)));
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`));
// The parent process holds the other end.
process.stdin.on("end", () => process.exit(0)).resume();
