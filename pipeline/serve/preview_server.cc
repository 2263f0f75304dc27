#include "pipeline/serve/preview_server.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "pipeline/core/embedded.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/serve/request.h"
#include "pipeline/system/files.h"

namespace kancelli {
namespace {

namespace net = Poco::Net;
using Response = net::HTTPServerResponse;

// A page that is looked at holds a connection for its events.
constexpr int most_connections = 96;
// So often it is looked whether the browser has gone to another page.
constexpr std::chrono::milliseconds heartbeat{300};

// Scripts, styles and pictures of the site alone; WebAssembly for its search. Styles in a page: what Pandoc
// writes for the widths of a table.
constexpr const char* policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

}  // namespace

class PreviewServer::State {
 public:
  State(Make make, Complete complete) : make_(std::move(make)), complete_(std::move(complete)) {}

  std::shared_ptr<const Shown> now() const {
    const std::lock_guard lock(mutex_);
    return shown_;
  }

  void show(std::shared_ptr<const Shown> shown) {
    {
      const std::lock_guard lock(mutex_);
      shown_ = std::move(shown);
    }
    changed_.notify_all();
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
  }

  // Waits for another state than this one; what there is when that takes long, nullptr when it is over.
  std::shared_ptr<const Shown> after(const std::shared_ptr<const Shown>& seen) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, heartbeat, [&] { return stopped_ || shown_ != seen; });
    return stopped_ ? nullptr : shown_;
  }

  MadeFile make(const std::pair<std::string, std::string>& what) {
    const std::lock_guard one_at_a_time(making_);
    return make_(what.first, what.second);
  }

  // With the search index. A state that came meanwhile stays.
  std::shared_ptr<const Shown> complete(const std::string& path) {
    const std::lock_guard one_at_a_time(completing_);
    const auto before = now();
    if (before->files.contains(path)) return before;
    auto whole = complete_(before);
    const std::lock_guard lock(mutex_);
    if (shown_ == before) shown_ = whole;
    return whole;
  }

  std::unique_ptr<Poco::ThreadPool> threads;
  std::unique_ptr<net::HTTPServer> server;
  std::unique_ptr<net::ServerSocket> socket;

 private:
  Make make_;
  Complete complete_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::mutex making_, completing_;
  std::shared_ptr<const Shown> shown_ = std::make_shared<Shown>();
  bool stopped_ = false;
};

namespace {

class Handler : public net::HTTPRequestHandler {
 public:
  explicit Handler(PreviewServer::State& state) : state_(state) {}

  void handleRequest(net::HTTPServerRequest& request, Response& response) override {
    try {
      answer(request, response);
    } catch (const Poco::Exception&) {  // the browser has gone
    }
  }

 private:
  void answer(net::HTTPServerRequest& request, Response& response) {
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Content-Security-Policy", policy);
    response.set("Cache-Control", "no-cache");
    const std::string& method = request.getMethod();
    if (!is_loopback_host(request.get("Host", ""))) return refuse(response, 403, tr("wrong Host"));
    if (method != "GET" && method != "HEAD") {
      response.set("Allow", "GET, HEAD");
      return refuse(response, 405, tr("only GET and HEAD"));
    }
    const auto path = site_path(request.getURI());
    if (!path) return refuse(response, 400, tr("this is no address of a page"));
    if (*path == events_path) return events(request, response);
    if (*path == script_path || *path == style_path)
      return send(request, response, 200, *path,
                  std::string(embedded("pipeline/serve/" + path->substr(path->find('/') + 1))));
    file(request, response, *path);
  }

  void file(net::HTTPServerRequest& request, Response& response, const std::string& path) {
    std::shared_ptr<const Shown> shown = state_.now();
    if (path == faults_path) return page(request, response, *shown, path, faults_page(*shown));
    if (path.starts_with("pagefind/")) shown = state_.complete(path);
    if (const std::string* found = find_file(*shown, path)) {
      if (path.empty() || path.ends_with('/') || path.ends_with(".html"))
        return page(request, response, *shown, path, *found);
      return send(request, response, 200, path, *found);
    }
    if (const auto wanted = shown->on_demand.find(path); wanted != shown->on_demand.end()) {
      const MadeFile made = state_.make(wanted->second);
      if (made.problem.empty()) return send(request, response, 200, path, made.bytes);
      return send(request, response, 500, "x.html", failure_page(made.problem));
    }
    if (find_file(*shown, path + "/") != nullptr || path + "/" == faults_path) {
      const std::string target = request.getURI();
      const std::size_t end = std::min(target.find_first_of("?#"), target.size());
      response.set("Location", target.substr(0, end) + "/" + target.substr(end));
      return refuse(response, 301, "");
    }
    send(request, response, 404, "x.html", preview_page(*shown, path, missing_page(*shown, path)));
  }

  // Its tag is the mark: what the page's script compares, too.
  static void page(net::HTTPServerRequest& request, Response& response, const Shown& shown,
                   const std::string& path, const std::string& text) {
    send(request, response, 200, "x.html", preview_page(shown, path, text));
  }

  static void send(net::HTTPServerRequest& request, Response& response, int status, std::string_view name,
                   const std::string& bytes) {
    const std::string tag = "\"" + sha256(bytes).substr(0, 32) + "\"";
    if (status == 200) {
      response.set("ETag", tag);
      if (matches_tag(request.get("If-None-Match", ""), tag)) {
        response.setStatusAndReason(Response::HTTP_NOT_MODIFIED);
        response.setContentLength(0);
        response.send();
        return;
      }
    }
    response.setStatusAndReason(static_cast<Response::HTTPStatus>(status));
    response.setContentType(content_type(name));
    response.sendBuffer(bytes.data(), bytes.size());
  }

  static void refuse(Response& response, int status, const std::string& reason) {
    response.setStatusAndReason(static_cast<Response::HTTPStatus>(status));
    response.setKeepAlive(false);  // what else was sent is not read
    response.setContentType("text/plain; charset=utf-8");
    const std::string text = reason.empty() ? reason : reason + "\n";
    response.sendBuffer(text.data(), text.size());
  }

  void events(net::HTTPServerRequest& request, Response& response) {
    const std::string mark = query_value(request.getURI(), "mark");
    const auto path = site_path(query_value(request.getURI(), "page"));
    if (!path) return refuse(response, 400, tr("this is no address of a page"));
    response.set("Cache-Control", "no-store");
    response.setContentType("text/event-stream");
    response.setKeepAlive(false);
    if (request.getMethod() == "HEAD") {
      response.send();
      return;
    }
    response.setChunkedTransferEncoding(true);
    std::ostream& out = response.send();
    bool greeted = false;
    for (auto shown = state_.now(); shown != nullptr && out; shown = state_.after(shown)) {
      if (mark_of(*shown, *path) != mark) {
        out << "event: reload\ndata: now\n\n" << std::flush;
        return;
      }
      if (!greeted) out << ":\n\n" << std::flush;
      greeted = true;
      if (has_gone(request)) return;
    }
  }

  // It has closed its end: a browser says nothing more after this question.
  static bool has_gone(net::HTTPServerRequest& request) {
    auto& socket = static_cast<net::HTTPServerRequestImpl&>(request).socket();
    return socket.poll(Poco::Timespan(0), net::Socket::SELECT_READ) && socket.available() == 0;
  }

  PreviewServer::State& state_;
};

class Handlers : public net::HTTPRequestHandlerFactory {
 public:
  explicit Handlers(PreviewServer::State& state) : state_(state) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Handler(state_);
  }

 private:
  PreviewServer::State& state_;
};

}  // namespace

PreviewServer::PreviewServer(std::uint16_t port, Make make, Complete complete)
    : state_(std::make_unique<State>(std::move(make), std::move(complete))) {
  try {
    state_->socket = std::make_unique<net::ServerSocket>();
    // Not shared with another program, but free again at once when that one has ended.
    state_->socket->bind(net::SocketAddress("127.0.0.1", port), true, false);
    state_->socket->listen(most_connections);
  } catch (const Poco::Exception& problem) {
    throw Error(tr("cannot listen on port {0}: {1}", {std::to_string(port), reason_text(problem.code())}),
                tr("another program uses it; choose another one: --port {0}", {std::to_string(port + 1)}));
  }
}

PreviewServer::~PreviewServer() {
  state_->stop();
  if (state_->server == nullptr) return;
  state_->server->stopAll(true);
  state_->threads->joinAll();
}

std::uint16_t PreviewServer::port() const {
  return state_->socket->address().port();
}

void PreviewServer::show(Shown shown) {
  state_->show(std::make_shared<const Shown>(std::move(shown)));
}

void PreviewServer::start() {
  auto* parameters = new net::HTTPServerParams;  // the server's then
  parameters->setMaxThreads(most_connections);
  parameters->setMaxQueued(most_connections);
  parameters->setKeepAliveTimeout(Poco::Timespan(3, 0));
  parameters->setTimeout(Poco::Timespan(10, 0));
  parameters->setSoftwareVersion("kancelli");
  state_->threads = std::make_unique<Poco::ThreadPool>(2, most_connections + 4);
  state_->server =
      std::make_unique<net::HTTPServer>(new Handlers(*state_), *state_->threads, *state_->socket, parameters);
  state_->server->start();
}

}  // namespace kancelli
