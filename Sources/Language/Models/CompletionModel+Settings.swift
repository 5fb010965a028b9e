package import Configuration

extension CompletionModel {
    /// The model of the settings; `nil` where none is named.
    ///
    /// - Parameter environment: holds the keys, under the names that the settings give.
    package convenience init?(_ settings: Settings.Model, environment: [String: String]) {
        guard !settings.url.isEmpty else { return nil }
        func key(_ variable: String?) -> String? {
            variable.flatMap { environment[$0] }.map { $0.filter { !$0.isWhitespace } }.flatMap { $0.isEmpty ? nil : $0 }
        }
        func element(_ list: [String], _ index: Int) -> String? { index < list.count && !list[index].isEmpty ? list[index] : nil }
        let prices = ModelEndpoint.Prices(
            input: settings.inputPrice, cachedInput: settings.cachedInputPrice, output: settings.outputPrice)
        func endpoint(_ url: String, _ name: String, _ key: String?) -> ModelEndpoint {
            let host = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }
            return ModelEndpoint(
                name: String(host.split(separator: "@").last ?? host), url: url, model: name, key: key,
                connectTimeout: .milliseconds(settings.connectTimeoutMilliseconds),
                firstTokenTimeout: .milliseconds(settings.firstTokenTimeoutMilliseconds),
                tokenTimeout: .milliseconds(settings.tokenTimeoutMilliseconds), prices: prices)
        }
        var endpoints = [endpoint(settings.url, settings.name, key(settings.keyVariable))]
        for (index, url) in settings.fallbackURLs.enumerated() {
            let variable = element(settings.fallbackKeyVariables, index)
            endpoints.append(endpoint(url, element(settings.fallbackNames, index) ?? settings.name, key(variable)))
        }
        self.init(endpoints)
    }
}
