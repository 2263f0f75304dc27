#include "pipeline/system/web.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <algorithm>
#include <memory>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

using Clock = std::chrono::steady_clock;
namespace net = Poco::Net;

std::unique_ptr<net::HTTPClientSession> session_for(const Poco::URI& uri) {
  if (uri.getScheme() == "http")
    return std::make_unique<net::HTTPClientSession>(uri.getHost(), uri.getPort());
  constexpr int deepest_chain = 9;
  const net::Context::Ptr context(
      new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_STRICT, deepest_chain, true));
  return std::make_unique<net::HTTPSClientSession>(uri.getHost(), uri.getPort(), context);
}

// Fills `file`; or the result is where it has moved to.
std::string fetch_once(const std::string& address, Clock::time_point end, std::size_t most_bytes,
                       WebFile& file) {
  const Poco::URI uri(address);
  const auto session = session_for(uri);
  const auto left = std::chrono::ceil<std::chrono::seconds>(end - Clock::now());
  constexpr std::chrono::seconds longest_silence(30);
  session->setTimeout(Poco::Timespan(std::clamp(left, std::chrono::seconds(1), longest_silence).count(), 0));
  const std::string wanted = uri.getPathAndQuery();
  net::HTTPRequest request(net::HTTPRequest::HTTP_GET, wanted.empty() ? "/" : wanted,
                           net::HTTPMessage::HTTP_1_1);
  session->sendRequest(request);
  net::HTTPResponse response;
  std::istream& answer = session->receiveResponse(response);
  const int status = response.getStatus();
  if (status >= 300 && status < 400 && response.has("Location")) {
    Poco::URI moved(uri);
    moved.resolve(response.get("Location"));
    return moved.toString();
  }
  if (status != net::HTTPResponse::HTTP_OK)
    throw Error(tr("{0} answers {1}", {address, std::to_string(status) + " " + response.getReason()}));
  char buffer[65536];
  while (answer.read(buffer, sizeof buffer) || answer.gcount() > 0) {
    file.bytes.append(buffer, static_cast<std::size_t>(answer.gcount()));
    if (file.bytes.size() > most_bytes) throw Error(tr("what lies at {0} is too large", {address}));
    if (Clock::now() > end) throw Error(tr("{0} answers too slowly", {address}));
  }
  if (response.hasContentLength() &&
      response.getContentLength64() != static_cast<long long>(file.bytes.size()))
    throw Error(tr("{0} broke off", {address}));
  if (response.getContentType() != net::HTTPMessage::UNKNOWN_CONTENT_TYPE)
    file.type = response.getContentType();
  return {};
}

}  // namespace

WebFile fetch(const std::string& address, std::chrono::seconds limit, std::size_t most_bytes) {
  const Clock::time_point end = Clock::now() + limit;
  WebFile file;
  std::string at = address;
  constexpr int most_moves = 5;
  for (int moves = 0; !at.empty(); ++moves) {
    if (moves > most_moves || !(at.starts_with("http://") || at.starts_with("https://")))
      throw Error(tr("{0} leads nowhere", {address}));
    try {
      at = fetch_once(at, end, most_bytes, file);
    } catch (const Poco::Exception& error) {
      throw Error(tr("{0} cannot be fetched: {1}", {at, error.displayText()}));
    }
  }
  return file;
}

}  // namespace kancelli
